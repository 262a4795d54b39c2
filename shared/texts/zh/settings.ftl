### 设置
settings-loading = 正在读取设置
settings-failed = 设置未能加载
settings-language = 语言
settings-theme = 明暗
settings-theme-device = 跟随设备
settings-theme-light = 浅色
settings-theme-dark = 深色
settings-push = 向本机推送
settings-wakes-me = 什么情况下提醒我
settings-push-proposal-waits = 有决定在等
settings-push-more-proposal-waits = 我的地点有方案需要答复时
settings-push-change-decided = 我提出的事项有了决定
settings-push-more-change-decided = 变更、推演或分配：批准、修改、拒绝或退回
settings-push-large-approval = 大额批准
settings-push-more-large-approval = 决定涉及的金额超过公司限额时
settings-push-kpi-crossed = 指标越过阈值
settings-push-more-kpi-crossed = 越过时，以及恢复时
settings-push-alert-raised = 提醒
settings-push-more-alert-raised = 订单推迟、库存短缺、到货逾期
settings-push-details = 锁屏显示名称和数字
settings-push-more-details = 客户、物料和数量；关闭后只显示发生了哪类事情
settings-test-push = 发送测试消息
settings-test-sent =
    { $count ->
        [0] 您还没有设备接收消息
       *[other] 已发送到 { $count } 台设备
    }
settings-devices = 设备
settings-this-device = 本机
settings-last-seen = 最近使用 { $time }
settings-sign-out-device = 退出登录
settings-tokens = 程序令牌
settings-tokens-more = 持有令牌的程序以您的名义访问，权限与您相同。请为每个程序单独新建。
settings-token-name = 用途
settings-token-may = 权限
settings-token-use-read = 只读
settings-token-use-write = 读写
settings-token-until = 有效至 { $day }
settings-token-used = 上次使用：{ $time }
settings-token-unused = 从未使用
settings-token-revoke = 撤销
settings-token-make = 新建令牌
settings-token-copy = 请立即复制此令牌，它只显示这一次。
settings-token-nameless = 请填写令牌的用途。
settings-approvals = 审批规则，以及由谁代理您
settings-rules = 监控内容与提醒负责人
settings-calendars = 日历、节假日与时区
settings-push-urgent-stage = 我负责的插单
settings-push-more-urgent-stage = 某个阶段轮到您、即将到期，或已超时需要您介入
settings-push-thread-moved = 提及我和我关注的
settings-push-more-thread-moved = 有人提到您，或您关注的事项有变动
settings-pricing = 评分权重，以及延误、库存、加急和运费的成本
settings-undelivered = 已放弃的设备消息、邮件和 Webhook，可以重试
settings-mail = 已发送、被退回的邮件，以及已停用的地址
