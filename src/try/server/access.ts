/** What a page needs to use this server: its port, its token, and a path that gives the token to a browser once. */
import { randomBytes } from 'crypto'

/** 192 random bits. */
const createToken = () => randomBytes(24).toString('base64url')

export class Access {
  port = 0
  token = createToken()
  /** Stands in the arguments of the program that opens a browser, where other users of this machine can read it. */
  opening = createToken()
  private isOpened = false

  /** @param onRenewed is told when there is another token */
  constructor(private readonly onRenewed: () => void = () => undefined) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/#${this.token}`
  }

  get openingUrl(): string {
    return `http://127.0.0.1:${this.port}/open/${this.opening}`
  }

  /**
   * @returns where a browser finds the token, at the first request. A second request shows that another program knows the
   * address, so the token that the first one got is replaced.
   */
  open(): string | undefined {
    if (!this.isOpened) {
      this.isOpened = true
      return `/#${this.token}`
    }
    this.token = createToken()
    this.opening = createToken()
    this.isOpened = false
    this.onRenewed()
    return undefined
  }
}
