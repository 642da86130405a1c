import { chromium, type Browser } from 'playwright'

/**
 * Start the system's Chromium. The name evil.test leads it to this computer, as DNS rebinding would, and its
 * own guard of local addresses is off: other browsers have none, and ours must do without.
 */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=LocalNetworkAccessChecks',
      '--host-resolver-rules=MAP evil.test 127.0.0.1',
    ],
  })
}
