import { rm, writeFile } from 'node:fs/promises'

/**
 * Write the address with its token for other programs of this user: a command line would show it to every
 * user of the computer. Only the owner may read it; what stood there is removed first, so that neither its
 * permissions nor a link in its place survive.
 */
export async function writeAddressFile(path: string, url: string): Promise<void> {
  await removeAddressFile(path)
  await writeFile(path, `${url}\n`, { flag: 'wx', mode: 0o600 })
}

export async function removeAddressFile(path: string): Promise<void> {
  await rm(path, { force: true })
}
