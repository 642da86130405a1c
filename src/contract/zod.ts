import { z } from 'zod'

// The page's strict policy forbids compiled code, so no schema of the contract may try it. This stands
// here, and not in the page, because it must run before the first schema is made, however modules are
// bundled.
z.config({ jitless: true })

export { z }
