### 程序接口的拒绝：令牌、重复请求、导出、网络回调。
error-token-refused = 此令牌不存在、已过期或已被撤销。请在设置中新建一个。
error-token-read-only = 此令牌只能读取。请使用可写入的令牌。
error-not-by-token = 此操作只能由已登录的人员进行，持令牌的程序不能代办。
error-too-many-tokens = 您已有 { $limit } 个令牌。请先撤销不再使用的令牌。
error-idempotency-key-reused = 此 Idempotency-Key 已用于其他内容。请换一个新的。
error-page-cursor-unreadable = 这不是该列表的翻页标记。请去掉它，从第一页重新开始。
error-export-too-large = 工作簿最多 { $limit } 行，当前超出。请缩小筛选范围，或改用 CSV。
error-webhook-url-refused = 无法调用该地址：{ $reason }。请使用公网地址上的 https（443 端口），或在服务器上开放该网络。
error-unknown-event = 没有名为 { $event } 的事件。可选：{ $known }。
error-too-many-webhooks = 已有 { $limit } 个接收地址。请先移除不需要的。
