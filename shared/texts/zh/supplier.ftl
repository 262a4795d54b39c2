### 供应商：凭链接打开的页面，以及公司内部视图。
supplier-title = 您的答复
supplier-loading = 正在读取内容
supplier-no-answer = 服务器没有响应。请检查网络后重试
supplier-again = 重试
supplier-answer-all = 请答复每一行
supplier-thanks = 谢谢，您的答复已收到
supplier-confirm = 确认
supplier-can = 可以满足
supplier-accept = 接受取消
supplier-change = 更改数量或日期
supplier-decline = 拒绝
supplier-confirm-all = 确认所有行
supplier-quantity = 数量
supplier-day = 日期
supplier-price = 价格
supplier-add-part = 添加分批交货
supplier-remove-part = 删除此批
supplier-note = 备注（选填）
supplier-send = 发送答复
supplier-sending = 正在发送
suppliers-loading = 正在读取供应商
suppliers-failed = 供应商未能加载
suppliers-none = 没有向您的工厂供货的供应商
suppliers-on-time = 准时
suppliers-in-full = 足量
suppliers-answered = 按时答复
suppliers-of = { $ratio }，{ $count } 次中 { $good } 次
suppliers-no-figures = 尚无统计
suppliers-counted = 统计最近 365 天，以最初要求为准
suppliers-open-lines = { $count ->
    [0] 没有在途采购
   *[other] { $count } 行在途采购
}
suppliers-waiting = { $count ->
   *[other] { $count } 项待答复
}
suppliers-overdue = { $count ->
   *[other] { $count } 项答复逾期
}
suppliers-requests = 询问与答复
suppliers-no-requests = 尚未询问过
suppliers-kind-quotation = 询价 { $reference }
suppliers-kind-order = 采购单 { $reference }
suppliers-kind-change = 采购单 { $reference } 变更
suppliers-kind-cancellation = 采购单 { $reference } 取消
suppliers-kind-forecast = 预测 { $reference }
suppliers-status-sent = 等待答复，截至 { $time }
suppliers-status-late = 自 { $time } 起逾期
suppliers-status-answered = { $time } 已答复
suppliers-status-replaced = 已被新的询问取代
suppliers-asked-by = { $time }，{ $name }
suppliers-asked-itself = { $time }，由决策触发
suppliers-opened = { $count ->
    [0] 链接尚未打开
   *[other] 链接已打开 { $count } 次
}
suppliers-new-link = 新链接
suppliers-end-link = 停用链接
suppliers-link-copy = 请复制此链接。它仅显示这一次，之前的链接已失效。
suppliers-link-ended = 链接已停用
suppliers-orders = 未结采购单
suppliers-order = 采购单 { $reference }，{ $site }
suppliers-ask-confirm = 请求确认
suppliers-share = 共享预测
suppliers-ask-quotation = 询价
suppliers-item = 物料
suppliers-site = 工厂
suppliers-send = 发出询问
suppliers-asked = 正在询问供应商
suppliers-fill = 请填写数量和日期
supplier-no-script = 此页面需要 JavaScript。您也可以直接回复邮件。
supplier-expected = 其中 { $amount } 为预计，尚未下单
suppliers-written-to = 我们写信到
suppliers-address = 电子邮箱
suppliers-language = 邮件语言
suppliers-address-save = 保存
suppliers-address-kept = 已保存，今后的邮件发往此地址。
suppliers-address-none = 尚无邮箱地址，不会向该供应商发送邮件。
suppliers-address-closed = 发往此地址的邮件被退回。修正或更换地址之前不再发送。
suppliers-mail-off = 尚未设置邮件服务器，不会发送邮件。
