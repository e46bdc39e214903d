import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { httpMailer } from '#adapters/embedded/mailer.ts'
import { isFault } from '#kernel/core/fault.ts'
import { startMailbox, type KeptMail } from '#world/mailbox/mailbox.ts'
import { temporaryFolder } from '#world/support/temporary-folder.ts'

const mail = {
  to: 'ada@example.com',
  subject: 'Your order <1>',
  text: 'Thank you.',
  html: '<p>Thank you.</p><script>alert("1")</script>',
}

async function withMailbox(
  work: (url: string, mailer: ReturnType<typeof httpMailer>) => Promise<void>,
  dir?: string,
) {
  const mailbox = await startMailbox({ dir: dir ?? (await temporaryFolder()), port: 0 })
  const mailer = httpMailer(mailbox.url)
  await work(mailbox.url, mailer)
  await mailer.close()
  await mailbox.close()
}

async function mailsTo(url: string, to: string): Promise<readonly KeptMail[]> {
  const answer = await fetch(`${url}/mails?to=${encodeURIComponent(to)}`)
  return ((await answer.json()) as { items: readonly KeptMail[] }).items
}

describe('the mailbox', () => {
  it('keeps one mail per key', () =>
    withMailbox(async (url, mailer) => {
      await Promise.all([1, 2, 3].map(() => mailer.send('key-1', mail)))
      await mailer.send('key-2', { ...mail, to: 'bob@example.com' })
      assert.equal((await mailsTo(url, 'ADA@')).length, 1)
      assert.equal((await mailsTo(url, '')).length, 2)
    }))

  it('does not take a key for another mail', () =>
    withMailbox(async (_, mailer) => {
      await mailer.send('key', mail)
      await assert.rejects(mailer.send('key', { ...mail, text: 'else' }), (error) =>
        isFault(error, 'bad-data'),
      )
    }))

  it('has its mails after a restart', async () => {
    const dir = await temporaryFolder()
    await withMailbox(async (_, mailer) => mailer.send('key', mail), dir)
    await withMailbox(async (url, mailer) => {
      await mailer.send('key', mail)
      assert.equal((await mailsTo(url, mail.to)).length, 1)
    }, dir)
  })

  it('shows a mail as a page that runs nothing of it', () =>
    withMailbox(async (url, mailer) => {
      await mailer.send('key', mail)
      const [kept] = await mailsTo(url, mail.to)
      const list = await (await fetch(`${url}/?to=ada`)).text()
      assert.match(list, /Your order &#60;1&#62;/)
      assert.match(list, new RegExp(`/read/${kept?.id}`))
      const answer = await fetch(`${url}/read/${kept?.id}`)
      const page = await answer.text()
      assert.match(page, /<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
      assert.doesNotMatch(page, /<script/)
      assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    }))
})
