### Alert rules: what is watched, from when on it is an alert, whose it is.
rule-loading = 正在获取规则
rule-failed = 规则未能加载
rule-rules = 规则
rule-rules-more = 新规则默认关闭。先看它过去会怎样提醒，再开启。
rule-none = 还没有规则。
rule-new = 新规则
rule-name = 提醒规则名称
rule-watched = 监控对象
rule-watched-stock = 库存
rule-watched-kpi = 指标
rule-watched-promise = 承诺交期
rule-watched-capacity = 工作中心负荷
rule-watched-forecast = 需求与预测的偏差
rule-watched-promotion = 促销与季节将缺的货
rule-watched-deadline = 期限
rule-kpi = 哪个指标
rule-deadline = 什么期限
rule-deadline-decision = 决策期限
rule-deadline-delivery = 到货期限
rule-deadline-production = 完工期限
rule-threshold-in = 计算方式
rule-in-absolute = 数值本身
rule-in-target = 占目标、安全库存、预测或预期量的比例
rule-in-cover = 可用天数
rule-in-signal = 跟踪信号
rule-way = 何时提醒
rule-way-below = 低于阈值
rule-way-from = 达到或高于阈值
rule-side = 何时提醒
rule-side-either = 需求高于或低于预测
rule-side-more = 需求高于预测
rule-side-less = 需求低于预测
rule-threshold-quantity = 阈值（数量）
rule-threshold-percent = 阈值（百分比）
rule-threshold-days = 阈值（天）
rule-threshold-hours = 阈值（小时）
rule-threshold-number = 阈值
rule-threshold-signal = 阈值（跟踪信号）
rule-signal-more = 需求持续偏向同一方向的程度，以平均偏差为单位。通常取 4，至少需要六期数据。
rule-before = 从期限之后算起；负数表示提前提醒，例如 −4。
rule-clears-at = 回到此值时解除
rule-periods-days = 连续天数
rule-periods-weeks = 连续周数
rule-periods-forecast = 连续的预测期数
rule-severity = 严重程度
rule-severity-late = 严重
rule-severity-risk = 有风险
rule-severity-notice = 提示
rule-site = 适用地点
rule-every-site = 所有地点
rule-family = 产品族
rule-any-family = 所有产品族
rule-grouping = 合并为一条提醒
rule-group-each = 逐项
rule-group-item = 同一物料
rule-group-family = 同一产品族
rule-group-customer = 同一客户或供应商
rule-group-site = 整个地点
rule-grouped-item = 每个物料一条提醒
rule-grouped-family = 每个产品族一条提醒
rule-grouped-customer = 每个客户或供应商一条提醒
rule-grouped-site = 每个地点一条提醒
rule-owner = 负责人
rule-deputy = 其后（能看到该地点者）
rule-second-deputy = 再其后
rule-hours = 无人确认时移交（小时）
rule-time-zone = 负责人所在时区
rule-quiet-from = 免打扰开始
rule-quiet-until = 免打扰结束
rule-calendar = 工作日历
rule-every-day = 每天
rule-digest-at = 每天汇总提醒时间
rule-make = 保存并回看 90 天
rule-made = “{ $name }”已保存，尚未开启。下面是它过去会怎样提醒。
rule-removed = “{ $name }”已删除。
rule-is-on = “{ $name }”现已开始监控。
rule-is-off = “{ $name }”已关闭，相关提醒已解除。
rule-look-back = 回看 90 天
rule-switch-on = 开启
rule-switch-off = 关闭
rule-close = 收起
rule-off = 已关闭
rule-standing = 当前有 { $count } 条提醒
rule-quiet-now = 已开启，一切正常
rule-from = { $what }达到 { $value }
rule-below = { $what }低于 { $value }
rule-of-safety = 安全库存的 { $value }
rule-of-target = 目标的 { $value }
rule-of-forecast = 预测的 { $value }
rule-of-expected = 预期量的 { $value }
rule-of-signal = 跟踪信号 { $value }
rule-of-cover = { $value }的可用量
rule-in-days = { $count } 天
rule-in-hours = { $count } 小时
rule-days = 连续 { $count } 天
rule-weeks = 连续 { $count } 周
rule-periods = 连续 { $count } 期
rule-off-forecast-either = 需求与预测的偏差
rule-off-forecast-more = 需求高于预测
rule-off-forecast-less = 需求低于预测
rule-until = 回到 { $value } 时解除
rule-owned-by = 负责人：{ $name }
rule-then = 其后 { $names }
rule-then-after = { $hours } 小时无人确认则移交 { $names }
rule-quiet = 免打扰 { $begin }–{ $end }（{ $zone }）
rule-works-by = 工作日按 { $calendar }
rule-digest = 每天 { $time } 汇总（{ $zone }）
rule-wish-name = 请为规则命名。
rule-wish-owner = 请选择负责人。
rule-wish-number = 请填写数字，或留空。
rule-wish-threshold = 请输入阈值。
rule-wish-quiet = 免打扰需要开始和结束时间。
rule-detection-title = 从数据到提醒
rule-detection-none = 过去 { $days } 天没有提醒，暂无可测数据。
rule-detection = 过去 { $days } 天共 { $alerts } 条提醒：一半在 { $median } 内发出，95 % 在 { $most } 内，全部在 { $longest } 内。
rule-detection-told = 除免打扰时段外，95 % 的负责人在 { $most } 内收到通知。
rule-over-limit = { $count } 条提醒超过 15 分钟
rule-within-limit = 没有超过 15 分钟的
rule-seconds = { $count } 秒
rule-minutes = { $count } 分钟
rule-preview-count =
    { $count ->
        [0] { $from_on } 至 { $to_on } 没有提醒
       *[other] { $from_on } 至 { $to_on } 共 { $count } 条提醒
    }
rule-preview-watched = 查看了 { $count } 项
rule-preview-unknown = 这段时间没有记录：该规则监控的内容此前未被记录，从现在起开始记录。
rule-preview-known = 仅有 { $on } 起的记录，此前没有记录。
rule-preview-newest = 仅显示最近 { $count } 条。
rule-past-until = 至 { $on }
rule-past-stands = 仍未解除
rule-past-several = { $subject } 等，最多 { $count } 项
rule-starts = 自动启动
rule-starts-nothing = 不启动，只提醒
rule-starts-production = 自有作业：生产和调拨
rule-starts-purchase = 采购
rule-starts-either = 按物料的获取方式
rule-fill-to-quantity = 补到（数量）
rule-fill-to-percent = 补到（百分比）
rule-fill-to-days = 补到（天数）
rule-rush = 有不低于此等级的客户在等时，今明两天安排
rule-auto-value = 不询问即可执行的最高金额
rule-lacking-more = 将按促销页或季节页所示，把全部缺口列为方案。
rule-auto-more = 仅限正常工时、普通交货和自由区，没有审批规则要求任何人同意，并且规则已由另一个人开启。其余情况都等待决定。
rule-started-production = 由自有作业补到 { $level }
rule-started-purchase = 由采购补到 { $level }
rule-started-either = 补到 { $level }
rule-started-lacking-production = 让缺口由自产或调拨补足
rule-started-lacking-purchase = 让缺口由采购补足
rule-started-lacking-either = 让缺口由自产、调拨或采购补足
rule-rushed = 等级 { $priority } 及以上的客户在等时，今明两天安排
rule-asks-always = 每次都询问
rule-asks-above = 超过 { $value } 时询问
rule-needs-second = 在另一个人开启之前每次都询问
rule-past-starts =
    { $count ->
        [0] 不会启动任何补货
       *[other] 会启动 { $count } 次补货，价值 { $value }，其中 { $alone } 次不询问
    }
rule-past-starts-unknown =
    { $count ->
       *[other] 有 { $count } 个库存点无法从已知数据推算数量
    }
rule-past-start = { $item } { $amount }，{ $site }，{ $value }
rule-past-start-alone = { $item } { $amount }，{ $site }，{ $value }，不询问
rule-past-starts-more = 当时的在途订货未知，没有扣除。
rule-change = 修改
rule-changing = 修改“{ $name }”
rule-save = 保存并回看 90 天
rule-leave = 保持原样
rule-changed = 已修改“{ $name }”。下面是它本来会做的事。
rule-wish-fill-to = 请填写补到多少。
rule-why-day = { $on }：比预测{ $way ->
        [less] 少 { $percent } %。
       *[more] 多 { $percent } %。
    }
rule-why-week = { $on }开始的一周：比预测{ $way ->
        [less] 少 { $percent } %。
       *[more] 多 { $percent } %。
    }
rule-why-month = { $on }开始的一个月：比预测{ $way ->
        [less] 少 { $percent } %。
       *[more] 多 { $percent } %。
    }
rule-why-running = 本期尚未结束。
rule-why-signal = 跟踪信号 { $signal }。
rule-why-series = 主要来自：{ $series }。
