### 订单行为什么是这个日期。
why-loading = 正在追溯订单行
why-failed = 无法追溯这一行
why-ask = 为什么？
why-wanted = { $day } 要 { $amount }
why-promised = { $day } 要 { $amount }，承诺 { $promised }
why-as-promised = 按承诺
why-reasons = 原因
why-would-help = 怎样才能按期
why-chain = 依靠哪些供应
why-uncovered = { $amount } 还没有供应
why-kind-stock = 库存
why-kind-plan-line = 计划行 { $reference }
why-kind-production-order = 生产订单 { $reference }
why-kind-purchase = 采购 { $reference }
why-supply = { $supply }，{ $day } 可用
why-binds = {" "}· 卡在这里
why-slack = { $count ->
    [0] 没有余地
   *[other] 还有 { $count } 天余地
}
why-too-late = 晚了 { $count } 天
why-touched = 依靠同样供应的订单（{ $count }）
why-nobody = 没有其他订单依靠这些供应。
why-somebody = 其他区域的订单
