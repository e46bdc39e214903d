import type { Letter } from '#services/notifications/contract.ts'
import { shown } from '#services/notifications/shown.ts'
import type { Said, Words } from '#services/notifications/words.ts'

export const chinese: Words = {
  greeting: (name) => `${name}，您好：`,
  says,
  link: '查看订单及其进展',
  order: (number) => `订单 ${number}`,
  shipping: '运费',
  total: '合计',
  included: (tax) => `${tax}（已含）`,
}

function says(letter: Letter): Said {
  const { number } = letter.order
  switch (letter.template) {
    case 'order-confirmed':
      return {
        subject: `您的订单 ${number}`,
        paragraphs: ['谢谢您。您的订单已确认；发货时我们会通知您。'],
      }
    case 'payment-declined':
      return {
        subject: `订单 ${number} 的付款被拒绝`,
        paragraphs: [
          '您的银行拒绝了这笔付款。没有扣款。',
          '您可以在一小时之内到订单页面重新付款；之后订单失效。',
        ],
      }
    case 'order-rejected':
      return {
        subject: `无法完成您的订单 ${number}`,
        paragraphs: [rejected(letter), '没有扣款。'],
      }
    case 'order-cancelled':
      return {
        subject: `您的订单 ${number} 已取消`,
        paragraphs: ['您的订单已取消。卡上冻结的金额已解除。'],
      }
    case 'order-shipped': {
      const parcel = letter.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join('、')
      return {
        subject: `您的订单 ${number} 已发货`,
        paragraphs: [`运单号：${letter.trackingNumber}。`, `这个包裹里有：${parcel}。`],
      }
    }
    case 'order-refunded':
      return {
        subject: `订单 ${number} 的退款`,
        paragraphs: [
          `我们已将 ${shown(letter.amount)} 退回您的卡。`,
          ...(letter.reason === '' ? [] : [`原因：${letter.reason}`]),
        ],
      }
  }
}

function rejected({ reason, soldOut }: Extract<Letter, { template: 'order-rejected' }>): string {
  if (reason === 'sold-out') return `${soldOut.join('、')} 库存不足。`
  if (reason === 'stock-unreachable') {
    return `我们没能确认 ${soldOut.join('、')} 的库存是否足够。请再试一次。`
  }
  if (reason === 'payment-declined') return '没有在时限内付款。'
  return '订单没有被接受。'
}
