import { requireChromium } from '../scripts/chromium.js'

/** Find Chromium once, before tests that want it side by side; it may have to be installed first. */
export default function setup(): void {
  requireChromium()
}
