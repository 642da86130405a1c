import { chromium, type Browser } from 'playwright'
import { quietFlags, requireChromium } from '../../scripts/chromium.js'

/**
 * Start the system's Chromium. The name evil.test leads it to this computer, as DNS rebinding would, and its
 * own guard of local addresses is off: other browsers have none, and ours must do without.
 */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireChromium(),
    args: [
      ...quietFlags,
      '--disable-features=LocalNetworkAccessChecks',
      '--host-resolver-rules=MAP evil.test 127.0.0.1',
    ],
  })
}
