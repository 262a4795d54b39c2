### 邮件的文字，以及退订页面。
mail-test-subject = Lockstep 测试邮件
mail-test-body = 这是一封测试邮件。您可以收到 Lockstep 的邮件。
mail-end-title = 退订此类邮件
mail-end-ask = 您希望不再收到此类邮件吗？需要您处理的订单和询价仍会照常发送。
mail-end-yes = 不再接收此类邮件
mail-end-done = 已完成。今后不会再向您发送此类邮件。
mail-quotation-asked-subject = 询价单 { $reference }
mail-quotation-asked-body = { $company } 请 { $supplier } 报价并告知交货日期。
mail-purchase-ordered-subject = 请确认采购单 { $reference }
mail-purchase-ordered-body = { $company } 请 { $supplier } 逐行确认采购单 { $reference }。
mail-purchase-changed-subject = 采购单 { $reference } 有变更
mail-purchase-changed-body = { $company } 变更了采购单 { $reference }。请告知 { $supplier } 能否按现在的内容交货。
mail-purchase-cancelled-subject = 取消采购单 { $reference }
mail-purchase-cancelled-body = { $company } 取消采购单 { $reference } 的以下各行，请予确认。
mail-forecast-shared-subject = 我方采购计划：{ $reference }
mail-forecast-shared-body = 以下是 { $company } 今后 13 周计划向 { $supplier } 采购的数量。这不是订单。请告知贵方能够承诺的数量。
mail-delivery-to = 交货地点：{ $site }。
mail-answer-by = 请于 { $time } 之前答复。
mail-answer-here = 点此答复，无需注册
mail-answer-link = 此链接仅供您使用，30 天内有效。
mail-note = 备注：{ $note }
mail-column-item = 物料
mail-column-quantity = 数量
mail-column-day = 日期
mail-column-before = 原内容
mail-column-expected = 其中预计、尚未下单
mail-column-code = 物料编码
mail-column-unit = 单位
mail-column-answer = 答复
mail-column-order = 订单
mail-before = { $amount }，{ $day }
mail-part = { $day } { $amount }
mail-outcome-confirmed = 已确认
mail-outcome-changed = 有变更
mail-outcome-declined = 已拒绝
mail-supplier-answered-subject = { $supplier } 已答复：{ $reference }
mail-supplier-answered-body = { $supplier } 已就 { $reference } 作出答复，计划和交期承诺已随之更新。
mail-look = 在 Lockstep 中打开
mail-foot = 由 Lockstep 代表 { $company } 发送。
mail-greeting = { $name }，您好：
mail-order-confirmed-subject = 订单 { $order }：已确认
mail-order-confirmed-body = 感谢您的订单 { $order }。交货内容和日期如下。
mail-date-moved-subject = 订单 { $order }：提前交货
mail-date-moved-body = 您的订单 { $order } 将早于此前告知的日期交货。
mail-delayed-subject = 订单 { $order }：交期推迟
mail-delayed-body = 非常抱歉：您的订单 { $order } 有部分内容将晚于承诺日期交货。我们一得知情况便立即通知您。
mail-shipped-subject = 订单 { $order }：已发货
mail-shipped-body = 您的订单 { $order } 的以下各行已发出。
mail-order-cancelled-subject = 订单 { $order }：已取消
mail-order-cancelled-body = 您的订单 { $order } 的以下各行已取消。
mail-day-open = 新日期另行通知
mail-day-was = { $day }（原为 { $before }）
mail-end-here = 不再接收此类邮件：{ $link }
mail-digest-subject = { $company }：等您处理的事项
mail-digest-body = { $name }，早上好。目前的情况如下。
mail-digest-alerts = { $count ->
    [0] 您的工厂和客户目前没有预警。
   *[other] 您的工厂和客户目前有 { $count } 条预警。
}
mail-digest-decisions = { $count ->
    [0] 没有等您决策的事项。
   *[other] 有 { $count } 项决策在等待。
}
mail-silent-subject = 等您处理：{ $what }
mail-silent-body = 消息已发到您的手机，但您至今没有查看，因此发送此邮件。
mail-silent-settings = 您可以在设置中关闭此类邮件。
