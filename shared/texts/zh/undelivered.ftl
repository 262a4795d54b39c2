undelivered-loading = 正在查找未送达的内容
undelivered-failed = 未能加载未送达的内容
undelivered-none = 全部已送达
undelivered-none-more = { $count ->
    [0] 也没有等待发送的消息。
   *[other] 有 { $count } 条消息在等待发送。
    }
undelivered-more = 以下各项经多次尝试仍未成功。请先排除原因，再重试。
undelivered-kind-mail = 邮件
undelivered-kind-push = 设备消息
undelivered-kind-webhook = Webhook
undelivered-kind-inside = Lockstep 内部任务
undelivered-tries = 已尝试 { $count } 次，{ $time } 放弃
undelivered-again = 重试
undelivered-again-what = 重试：{ $what }
undelivered-again-done = 正在重试。
