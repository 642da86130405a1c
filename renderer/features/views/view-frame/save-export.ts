import type { HostClient } from '../../../../src/contract/client.ts'
import type { SvgImage } from './svg-document.ts'

export type ExportKind = 'png' | 'svg' | 'csv'

type ExportOutcome =
  | { readonly kind: 'saved'; readonly fileName: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string }

const PNG_SCALE = 2
const mediaTypes = { svg: 'image/svg+xml', csv: 'text/csv' } as const

/** Save a file with the host where it can, else as a download. */
export async function saveExport(
  host: HostClient,
  kind: ExportKind,
  name: string,
  content: Blob,
): Promise<ExportOutcome> {
  const { capabilities } = await greet(host)
  if (!capabilities.savesExports) {
    download(name, content)
    return { kind: 'saved', fileName: name }
  }
  return await host.call('export.save', { name, kind, bytes: await content.arrayBuffer() })
}

type Greeting = Awaited<ReturnType<typeof sayHello>>
const greetings = new WeakMap<HostClient, Promise<Greeting>>()

/** What the host can do never changes, so that it is asked once. */
function greet(host: HostClient): Promise<Greeting> {
  const known = greetings.get(host)
  if (known !== undefined) return known
  const greeting = sayHello(host)
  greetings.set(host, greeting)
  greeting.catch(() => greetings.delete(host))
  return greeting
}

async function sayHello(host: HostClient) {
  const { version, capabilities } = await host.call('app.hello')
  return { version, capabilities }
}

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The browser reads the blob after the click; a minute is ample for files of this size.
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, 60_000)
}

export function textBlob(kind: 'svg' | 'csv', text: string): Blob {
  // Excel takes a CSV file for the system's code page unless it starts with a byte order mark.
  const content = kind === 'csv' ? `\ufeff${text}` : text
  return new Blob([content], { type: `${mediaTypes[kind]};charset=utf-8` })
}

/** Paint an SVG image at twice its size. */
export async function pngBlob({ width, height, text }: SvgImage): Promise<Blob> {
  const url = URL.createObjectURL(textBlob('svg', text))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * PNG_SCALE
    canvas.height = height * PNG_SCALE
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this page has no canvas to paint on')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('the image is too large to paint'))
        else resolve(blob)
      }, 'image/png')
    })
  } finally {
    URL.revokeObjectURL(url)
  }
}
