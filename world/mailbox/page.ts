import type { KeptMail } from '#world/mailbox/mailbox.ts'
import { html, renderPage, table } from '#world/support/page.ts'

const mailsPerPage = 50
const site = 'Mailbox'

/** @param page 1 is the newest */
export function listPage(mails: readonly KeptMail[], to: string, page: number): string {
  const start = (page - 1) * mailsPerPage
  const older = start + mailsPerPage < mails.length
  const pageLink = (number: number) => `/?to=${encodeURIComponent(to)}&page=${number}`
  return renderPage({
    site,
    title: site,
    lead: 'Every mail the shop has sent. Nothing leaves this machine.',
    body: html`
      <form method="get" action="/" role="search">
        <label>Recipient <input type="search" name="to" value="${to}" autocomplete="off" /></label>
        <button>Search</button>
      </form>
      ${table(
        ['Time', 'To', 'Subject'],
        mails.slice(start, start + mailsPerPage).map(
          (mail) =>
            html`<tr>
              <td><time>${timeOf(mail)}</time></td>
              <td>${mail.to}</td>
              <td><a href="/read/${mail.id}">${mail.subject || '(no subject)'}</a></td>
            </tr>`,
        ),
        to === '' ? 'No mail yet.' : `No mail to ${to}.`,
      )}
      <nav>
        ${page > 1 ? html`<a href="${pageLink(page - 1)}">Newer</a> ` : ''}
        ${older ? html`<a href="${pageLink(page + 1)}">Older</a>` : ''}
      </nav>
    `,
  })
}

/** The HTML part runs no script and loads nothing; its links open outside the frame. */
export function mailPage(mail: KeptMail): string {
  return renderPage({
    site,
    title: mail.subject || '(no subject)',
    lead: `To ${mail.to}, ${timeOf(mail)} UTC`,
    body: html`
      <iframe
        title="The mail as the recipient sees it"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcdoc="${`<base target="_blank">${mail.html}`}"
      ></iframe>
      <h2>As text</h2>
      <pre>${mail.text}</pre>
      <nav><a href="/?to=${encodeURIComponent(mail.to)}">All mails to ${mail.to}</a></nav>
    `,
  })
}

function timeOf(mail: KeptMail): string {
  return mail.at.replace('T', ' ').slice(0, 19)
}
