### 决定：待办列表，以及做决定所需的一切
decisions-title = { $count } 项决定等您
decisions-loading = 正在读取待决方案
decisions-loading-one = 正在读取方案及其影响
decisions-failed = 决定列表未能加载
decisions-failed-one = 该决定未能加载
decisions-none = 没有等您的决定
decisions-none-more = 您所在地点的变更都已决定。新的变更会自动出现在这里。
decisions-to-plan = 查看计划
decisions-order = 列表顺序
decisions-soonest = 最急在前
decisions-biggest = 影响最大
decisions-in = 还有 { $span }
decisions-over = 超时 { $span }
decisions-tomorrow = 明天，{ $day }
decisions-ways = { $count } 个方案
decisions-short = 不处理则缺 { $amount }
decisions-late = 不处理则晚 { $count } 天
decisions-slips = 另有 { $count } 张订单推迟
decisions-carried = 库存和计划可以满足
decisions-best = { $way }，{ $cost }，{ $losers }
decisions-loses = { $count } 张订单受影响
decisions-nobody-loses = 无人受影响
decisions-wish-on = { $wish }，{ $day }
decisions-until-time = { $time } 前决定
decisions-plan-moved = 测算之后计划已变动。
decisions-plan-moved-more = 以下数字基于第 { $seen } 版，现为第 { $current } 版。您的决定将与当前计划核对。
decisions-status-approved = 已批准方案 { $letter }
decisions-status-amended = 已批准方案 { $letter }（有修改）
decisions-status-rejected = 已拒绝
decisions-status-sent-back = 已退回
decisions-status-withdrawn = 已撤回
decisions-amended = { $after }。原方案：{ $before }
decisions-decide = 决定
decisions-why = 原因
decisions-stock = 每日可用库存，{ $unit }
decisions-before = 变更前
decisions-after = 变更后
decisions-with = 方案 { $letter }
decisions-with-option = 方案 { $letter }
decisions-forecast-out = 扣除预测后
decisions-as-before = 与之前相同
decisions-no-action = 不处理
decisions-short-on = { $day }缺 { $quantity }
decisions-chart-short = { $item } 每日可用库存。不处理则 { $day }缺 { $amount }。
decisions-chart-kept = { $item } 每日可用库存。可以满足 { $day }的变更。
decisions-chart-with = 采用方案 { $letter }，{ $day }可交 { $amount }。
decisions-load = { $from_on }至{ $to_on }负荷
decisions-load-on = { $day }负荷
decisions-of-hours = 占可用工时
decisions-load-said = { $name }：变更前 { $before } %，变更后 { $after } %。
decisions-without-action = 不处理则 { $share }
decisions-material = 物料最低点
decisions-material-name = 物料
decisions-above-safety = 高于安全库存
decisions-supply = 下次到货
decisions-enough = 足够
decisions-none-coming = 未订货
decisions-until = 至 { $reference }，{ $day }
decisions-slip-list = 另有 { $count } 张订单会推迟
decisions-slip =
    { $days ->
        [0] { $customer }，{ $amount }
       *[other] { $customer }，{ $amount }，{ $days } 天
    }
decisions-slip-open = { $customer }，{ $amount }，日期未定
decisions-slip-order = 订单 { $reference }，交期 { $day }
decisions-ways-out = 方案
decisions-recommended = 推荐
decisions-gets = { $customer } 得到
decisions-who-loses = 谁受影响
decisions-who-gains = 谁受益
decisions-gain = { $customer }：{ $amount }，{ $from } → { $to }
decisions-gain-new = { $customer }：{ $amount }，现在 { $to }
decisions-gain-sooner =
    { $days ->
       *[other] { $customer }：{ $amount } 可提前 { $days } 天，{ $to }（原{ $from }）
    }
decisions-highest-load = 最高负荷
decisions-cost = 额外费用
decisions-margin = 保住毛利
decisions-fence = 时界
decisions-was-score = 原为 { $score }
decisions-was-cost = 原为 { $cost }
decisions-score = 得分
decisions-weights = 可靠 { $reliability }%，成本 { $cost }%，速度 { $speed }%
decisions-who-agrees = 需谁同意
decisions-nothing = 无
decisions-nobody = 无
decisions-on = { $day } { $quantity }
decisions-and-more = 另有 { $count } 项
decisions-no-load = 不占用工作中心
decisions-no-way = 尚未算出方案。
decisions-if-approved = 批准方案 { $letter } 后
decisions-plan-becomes = 计划更新为第 { $revision } 版
decisions-suppliers-asked =
    { $count ->
       *[other] 半分钟后询问订单 { $orders } 的供应商
    }
decisions-told = 半分钟后告知 { $name }
decisions-see-board = 在计划板上查看
decisions-several = 选择多项
decisions-several-stop = 结束选择
decisions-several-reason = 不同意的原因
decisions-several-approve =
    { $count ->
        [0] 按建议批准
       *[other] 按建议批准 { $count } 项
    }
decisions-earlier = 您决定之后，计划有了变动。
decisions-earlier-seen = 您当时看到的是第 { $seen } 版，现在是第 { $current } 版。尚未执行任何操作。
decisions-earlier-move = { $person } 就{ $customer }的{ $item }作出了决定
decisions-earlier-revised = { $person } 修改了计划。{ $note }
decisions-earlier-then = 您决定时
decisions-earlier-now = 现在
decisions-earlier-because = 原因
decisions-earlier-revision = 第 { $number } 版，{ $time }
decisions-earlier-same = 不变
decisions-earlier-gone = 此方案已不可行，请另选一个。
decisions-earlier-still-first = { $letter } 仍是首选
decisions-earlier-other-first = 现在首选 { $letter }
decisions-earlier-more-hours = { $work_center }增加 { $hours } 小时
decisions-earlier-fewer-hours = { $work_center }减少 { $hours } 小时
decisions-undo = 撤销
decisions-just-proposal = 您已决定 { $count } 项变更。
decisions-just-adoption = 您已就一个方案作出决定。
decisions-just-allocation = 您已决定谁得到多少。
decisions-just-replenishment = 您已就一项补货作出决定。
decisions-undo-left = { $count } 秒
decisions-undo-more = 尚未通知任何外部人员或系统，现在还可以撤销。
decisions-undone = 已撤销。一切恢复原样，外部无人知晓。
decisions-more = 再显示 { $count } 个
