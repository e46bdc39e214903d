/** Requests that wait or stream: they end when the server is about to close, others are finished. */
export class Lingering {
  readonly #open = new Set<AbortController>()
  #closing = false

  /** A signal that ends with the server; the controller is for whoever knows that the client left. */
  open(): AbortController {
    const controller = new AbortController()
    if (this.#closing) controller.abort()
    else this.#open.add(controller)
    return controller
  }

  close(controller: AbortController): void {
    this.#open.delete(controller)
    controller.abort()
  }

  endAll(): void {
    this.#closing = true
    for (const controller of this.#open) controller.abort()
    this.#open.clear()
  }
}
