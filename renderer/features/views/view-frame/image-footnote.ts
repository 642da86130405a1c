import { createContext } from 'svelte'

/** The line below exported images: what made them, and what they are not. */
export const [getImageFootnote, setImageFootnote] = createContext<() => string>()
