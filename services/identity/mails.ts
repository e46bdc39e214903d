// What people are told by mail, and the link in it. Links end in a fragment, which browsers send to
// no server and write into no log.

import type { Mail } from '#kernel/ports/mailer.ts'
import { outsideCall, reaction, type Send } from '#kernel/service/reaction.ts'
import type { ResetAsked, SignedUp, SignUpRepeated } from '#services/identity/account.ts'
import type { Language } from '#services/identity/contract.ts'
import { escapeHtml } from '#kernel/core/escape-html.ts'
import type { AccessReset, StaffInvited } from '#services/identity/staff-member.ts'

type Occasion = 'confirm' | 'known' | 'reset' | 'invite' | 'readmit'

interface Letter extends Readonly<Record<string, unknown>> {
  readonly occasion: Occasion
  readonly to: string
  readonly name: string
  readonly language: Language
  readonly token: string
}

interface Words {
  readonly subject: string
  readonly says: readonly string[]
  readonly link: string
}

const paths: Readonly<Record<Occasion, string>> = {
  confirm: '/account/confirm',
  known: '/account/sign-in',
  reset: '/account/new-password',
  invite: '/console/invitation',
  readmit: '/console/invitation',
}

const words: Readonly<Record<Language, Readonly<Record<Occasion, Words>>>> = {
  en: {
    confirm: {
      subject: 'Confirm your mail address',
      says: ['Thank you for signing up. This link confirms your mail address, for one day:'],
      link: 'Confirm my mail address',
    },
    known: {
      subject: 'You have an account already',
      says: [
        'Somebody signed up with your mail address. You have an account already and can sign in:',
      ],
      link: 'Sign in',
    },
    reset: {
      subject: 'Choose a new password',
      says: ['This link leads to a new password, for one day:'],
      link: 'Choose a new password',
    },
    invite: {
      subject: 'You are invited to the team of the shop',
      says: ['You are invited to the console of the shop. Choose a password within a day:'],
      link: 'Choose a password',
    },
    readmit: {
      subject: 'Choose a new password for the console',
      says: [
        'Your access to the console of the shop was reset. Choose a new password within a day; your authenticator and recovery codes end with it:',
      ],
      link: 'Choose a new password',
    },
  },
  'zh-Hans': {
    confirm: {
      subject: '请确认您的邮箱地址',
      says: ['感谢您的注册。请在一天之内用下面的链接确认您的邮箱地址：'],
      link: '确认我的邮箱地址',
    },
    known: {
      subject: '您已有账户',
      says: ['有人用您的邮箱地址注册。您已经有账户，可以直接登录：'],
      link: '登录',
    },
    reset: {
      subject: '设置新密码',
      says: ['请在一天之内用下面的链接设置新密码：'],
      link: '设置新密码',
    },
    invite: {
      subject: '邀请您加入商店团队',
      says: ['您被邀请使用商店的管理后台。请在一天之内设置密码：'],
      link: '设置密码',
    },
    readmit: {
      subject: '请为管理后台设置新密码',
      says: ['您的管理后台访问已被重置。请在一天之内设置新密码；您的验证器和恢复码将随之失效：'],
      link: '设置新密码',
    },
  },
}

const unasked: Readonly<Record<Language, string>> = {
  en: 'If you did not ask for this, you need do nothing.',
  'zh-Hans': '如果这不是您本人的操作，请忽略此邮件。',
}
const greeting: Readonly<Record<Language, (name: string) => string>> = {
  en: (name) => `Hello ${name},`,
  'zh-Hans': (name) => `${name}，您好：`,
}

/** A letter in words: the same in text and HTML. */
export function compose(letter: Letter, publicUrl: string): Mail {
  const { occasion, to, name, language, token } = letter
  const { subject, says, link } = words[language][occasion]
  const url = `${publicUrl}${paths[occasion]}${token === '' ? '' : `#${token}`}`
  const before = [greeting[language](name), ...says]
  const text = [...before, url, unasked[language]].join('\n\n')
  const paragraph = (inner: string) => `<p>${inner}</p>`
  const html = [
    '<!doctype html><html><body style="font-family:sans-serif">',
    ...before.map((line) => paragraph(escapeHtml(line))),
    paragraph(`<a href="${escapeHtml(url)}">${escapeHtml(link)}</a>`),
    paragraph(escapeHtml(unasked[language])),
    '</body></html>',
  ].join('\n')
  return { to, subject, text, html }
}

export const sendMail = outsideCall<Letter, { readonly type: 'note-mailed' }>(
  'identity.send-mail',
  async (letter, { ports, key }) => {
    await ports.mailer.send(key, compose(letter, ports.publicUrl))
    return { type: 'note-mailed' }
  },
)

const mail = (kind: 'account' | 'staff', id: string, input: Letter): readonly Send[] => [
  { kind, id, call: sendMail.name, input },
]

export const mailReactions = [
  reaction<SignedUp>('mail-confirmation', 'identity.signed-up', (event, { documentId }) => {
    const { email: to, name, language, fleeting } = event
    return mail('account', documentId, { occasion: 'confirm', to, name, language, ...fleeting })
  }),
  reaction<SignUpRepeated>(
    'mail-known',
    'identity.sign-up-repeated',
    ({ email: to, name, language }, { documentId }) =>
      mail('account', documentId, { occasion: 'known', to, name, language, token: '' }),
  ),
  reaction<ResetAsked>('mail-reset', 'identity.reset-asked', (event, { documentId }) => {
    const { email: to, name, language, fleeting } = event
    return mail('account', documentId, { occasion: 'reset', to, name, language, ...fleeting })
  }),
  reaction<StaffInvited>('mail-invitation', 'identity.staff-invited', (event, { documentId }) => {
    const { email: to, name, fleeting } = event
    return mail('staff', documentId, { occasion: 'invite', to, name, language: 'en', ...fleeting })
  }),
  reaction<AccessReset>('mail-reset-access', 'identity.staff-access-reset', (event, about) => {
    const { email: to, name, fleeting } = event
    const letter = { occasion: 'readmit', to, name, language: 'en', ...fleeting } as const
    return mail('staff', about.documentId, letter)
  }),
]
