// Makes the icons of all systems from icon.svg and document.svg: node assets/icons/make-icons.js
import { Buffer } from 'node:buffer'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { requireChromium } from '../../scripts/chromium.js'

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** Entries of an .icns file: a type for each size in pixels, retina sizes included. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]

/** Draw an SVG at each size, on nothing. */
async function draw(browser, name) {
  const svg = readFileSync(at(`${name}.svg`), 'utf8')
  const pictures = new Map()
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`)
    pictures.set(size, await page.screenshot({ omitBackground: true }))
    await page.close()
  }
  return pictures
}

/** Pack PNG pictures as Windows reads them: a directory of 16-byte entries, then the pictures. */
function ico(pictures) {
  const chosen = [...pictures].filter(([size]) => size <= 256)
  const header = Buffer.alloc(6 + 16 * chosen.length)
  header.writeUInt16LE(1, 2) // icons, not cursors
  header.writeUInt16LE(chosen.length, 4)
  let offset = header.length
  for (const [index, [size, picture]] of chosen.entries()) {
    const entry = 6 + 16 * index
    header.writeUInt8(size % 256, entry) // 0 stands for 256
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4) // colour planes
    header.writeUInt16LE(32, entry + 6) // bits a pixel
    header.writeUInt32LE(picture.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += picture.length
  }
  return Buffer.concat([header, ...chosen.map(([, picture]) => picture)])
}

/** Pack PNG pictures as macOS reads them: blocks of type, length with the block's header, picture. */
function icns(pictures) {
  const blocks = ICNS_TYPES.map(([type, size]) => block(type, pictures.get(size)))
  return block('icns', Buffer.concat(blocks))
}

function block(type, content) {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([header, content])
}

function at(path) {
  return fileURLToPath(new URL(path, import.meta.url))
}

const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})
mkdirSync(at('png'), { recursive: true })
for (const name of ['icon', 'document']) {
  const pictures = await draw(browser, name)
  writeFileSync(at(`${name}.ico`), ico(pictures))
  writeFileSync(at(`${name}.icns`), icns(pictures))
  if (name === 'document') continue
  for (const [size, picture] of pictures) writeFileSync(at(`png/${size}x${size}.png`), picture)
  writeFileSync(at('icon.png'), pictures.get(512))
}
await browser.close()
