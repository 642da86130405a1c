/**
 * Call `onEnd` once, soon after a process has ended; gives a function that stops watching. Where it is our
 * own parent, a new parent is taken for its end too: its number may live on, as another's or as a zombie's.
 */
export function watchParent(parentId: number, onEnd: () => void, everyMs = 2000): () => void {
  const isOurs = parentId === process.ppid
  const timer = setInterval(() => {
    if (isAlive(parentId) && (!isOurs || process.ppid === parentId)) return
    clearInterval(timer)
    onEnd()
  }, everyMs)
  return () => clearInterval(timer)
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0) // asks, sends nothing
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
