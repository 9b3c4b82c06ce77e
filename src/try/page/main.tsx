/** Opens the page: takes the token from the address, and asks the server what to start with. */
import { render } from 'preact'
import { fetchStart } from './api'
import { App } from './app'
import { recall, takeToken } from './storage'
import './styles/index.css'

/** A person notices a longer wait, so the page shows a sign then. */
const noticeableMs = 300

function Message({ text }: { text: string }) {
  return (
    <main class="message">
      <h1>Try an event</h1>
      <p role="alert">{text}</p>
    </main>
  )
}

async function open(place: HTMLElement): Promise<void> {
  const token = takeToken()
  const loading = setTimeout(() => render(<Message text="Loading …" />, place), noticeableMs)
  const reply = await fetchStart(token)
  clearTimeout(loading)
  if ('body' in reply) {
    render(<App start={reply.body} saved={recall(reply.body.actions)} token={token} />, place)
  } else if ('problem' in reply) {
    render(<Message text={reply.problem} />, place)
  }
}

const place = document.getElementById('page')
if (place) {
  void open(place)
}
