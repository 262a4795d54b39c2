### 业务拒绝：发生了什么、什么没有丢、该怎么做
error-demand-line-closed =
    { $status ->
        [cancelled] 此行已取消，请再看一次订单
        [shipped] 此行已发货，请再看一次订单
       *[other] 此行已关闭，请再看一次订单
    }
error-empty-change = 没有任何变化。请修改数量或日期
error-resulting-quantity-negative = 该行只有 { $quantity } { $unit }，减少量不能超过它
error-below-shipped = 已发货 { $shipped_quantity } { $unit }，该行不能低于此数
error-too-many-decimals = { $unit } 最多 { $decimals } 位小数，请缩短 { $quantity }
error-wrong-multiple = 每包 { $multiple }，最接近：{ $lower } 或 { $upper } { $unit }
error-below-minimum = 至少订 { $minimum } { $unit }
error-quantity-too-large = { $quantity } { $unit } 超出 Lockstep 的计数范围，上限为 { $limit }
error-date-in-past = { $on }已过去。请选 { $today }以后的日期
error-due-date-missing = 请输入要求日期
error-transition-not-allowed = 该变更期间已有进展，请再看一次
error-already-logged = 该变更已经记录，没有重复
error-wrong-customer = 该行属于其他客户，请重新选择
error-wrong-item = 该行是其他物料，请重新选择
error-plan-has-moved = 您决定之后计划已变动，请再看一次
error-already-decided = 已有人做出决定，数据未变
error-pricing-moved = 其他人刚刚设置了权重与成本（第 { $number } 版）。现在显示的是新值，请重新设置
error-pricing-out-of-range = 有一项权重或成本过低或过高。没有任何改动
error-own-proposal = 这是您自己提出的变更，须由他人决定
error-unknown-alternative = 该方案已不存在，请再看一次
error-reason-missing = 请选择原因
error-amendment-not-possible =
    { $cause ->
        [capacity_full] 计划无法满足此修改：{ $name } 在 { $on } 已排满。请另选日期或减少数量
        [material_short] 计划无法满足此修改：{ $name } 在 { $on } 会短缺。请选更晚的日期或减少数量
        [delivery_rule] 订单不能在 { $on } 这样交货：其交货规则不允许。请选更早的日期
        [wrong_lot] { $name } 不按此数量生产或采购。请遵守批量
        [lead_time] { $name } 在 { $on } 之前无法到位。请选更晚的日期
        [closed_day] { $on } 停工，{ $name } 无法发货或收货。请选择开工日
        [way_not_yet] { $name } 自 { $on } 起才可开始。请选择更晚的日期
        [way_ended] { $name } 只能在 { $on } 及之前开始。请选择更早的日期
        [more_than_planned] { $name } 在 { $on } 的计划量没有这么多。请减少数量
       *[other] 计划中已没有这样的 { $name }。请再看一次方案
    }
error-nothing-amended = 没有修改。请更改数量或日期，或按原样批准
error-node-unknown = 该地点不计划此物料。请选择其他地点，或联系计划员
error-bill-of-material-loop = { $item } 在物料清单中是自己的组件，请数据管理员更正
error-plan-line-unknown = 计划中已没有该行，请再看一下计划板
error-order-gone = { $reference } 已开工或已结束，不能更改。请重新查看建议
error-alternate-gone = { $item } 已不能用这种方式（{ $name }）取得，请重新查看建议
error-more-than-planned = { $reference } 有 { $planned }，要求 { $quantity }。请减少
error-plan-missing = 该地点还没有计划。请先导入工作中心和日历
error-order-moved = 订单 { $reference } 期间有变动，请再看一次
error-purchase-gone = 采购单 { $reference } 期间已到货或取消，请再看一次
error-import-unreadable = 无法读取 { $file }。请另存为工作簿或 CSV 后重试
error-import-refused = { $count } 个单元格有误，数据未变。列表中说明了如何修正
error-import-too-large = 文件超出此页面上限。请在服务器上使用 `lockstep import`
error-import-unknown = 该导入已不存在
error-upload-unreadable = 文件没有完整送达，请重新选择
error-not-a-photo = 这里只接收不含位置和相机信息的 JPEG 照片。请在应用中重新选择
error-photo-too-large = 照片边长超过 { $pixels } 像素。请在应用中重新选择，它会自动缩小
error-push-endpoint-refused = 此浏览器使用的推送服务未获贵公司允许。请联系管理员添加
error-push-keys-refused = 此浏览器发送的密钥无法使用。请关闭消息后重新开启
error-together-not-possible = 前面几项批准后，{ $customer } 的 { $item } 不再是所示的结果，请单独决定
error-nothing-chosen = 请至少选一项、最多选 { $most } 项决定
error-not-your-approval = 按审批规则，此事由其他人决定。请向计划员询问由谁决定
error-not-your-turn = 按规则“{ $rule }”，须由他人先审批。轮到您时会通知您
error-approved-already = 您已批准过此项，还需另一人批准
error-amended-alone = 按规则“{ $rule }”，多人须批准同一内容，因此不能修改。请退回并写明应有何不同
error-rule-incomplete = 此规则有缺项或无法成立，请检查 { $field }
error-approver-unknown = 规则中指定的人已不在本公司，请重新选择
error-alert-rule-incomplete = 这条规则目前无法执行，请检查所填内容后重试
error-owner-refused = 负责人或代理人已离开，或看不到该规则涉及的工厂，请另选他人
error-deputy-refused = 此人不能代理您。请选择在您的工厂有决定权的人
error-deputy-days = 请选择今天起的日期，最多 { $most_days } 天
error-nothing-to-hold = { $quantity } { $unit } 一点也供不出，无法预留。请只登记询价
error-option-gone = 这个方案已经不可行，请重新询问
error-promise-has-moved = 您看到的是 { $seen_on }，现在最早要到 { $possible_on }。请重新询问
error-hold-time = 预留截止时间已经过去，请选更晚的时间
error-quotation-closed =
    { $status ->
        [released] 这份预留已经释放，请重新询问
        [lapsed] 预留时间已过，请重新询问
        [ordered] 这份报价已经下单，没有重复执行
       *[inquired] 这次询价没有预留任何数量，请重新询问并预留
    }
error-already-asked = 这条已经登记过，没有重复执行
error-scenario-outdated = 计划已是第 { $present_number } 版，此副本基于第 { $copied_number } 版。请重新复制计划后再采用
error-nothing-to-adopt = 该情景只有假设。请加入工时、采购或批次，才有可决定的内容
error-what-if-closed = 该内容按原样保留。如需更改，请另建情景
error-too-many-scenarios = 最多 { $most } 个，请先收起一个
error-edit-incomplete = 请说明对象、数量以及起止日期
error-edit-misses = 复制的计划中已没有该项，请重新选择
error-name-missing = 请输入名称，最多 { $most } 个字
error-owner-only = 只有创建者可以分享或收起此推演
error-weights-missing = 权重为 0 到 100，且至少一项大于 0
error-part-too-large = 最小批量不能大于订单行：{ $quantity }
error-allocation-open = 该短缺已在等待决定
error-nothing-short = 现在已足够供应所有人
error-allocation-moved = 分配结果在您查看后已变化，请重新查看
error-not-your-alert = 这条提醒由他人负责，请先接手
error-snooze-too-long = 请选择从现在起一周之内的时间
error-routing-refused = 至少一个因素要计入；成本不能为负，比例为 0 到 100 %
error-line-has-site = 已有的订单行留在原地点
error-address-refused = 无法向此地址发送邮件：{ $address }
error-mail-off = 这里尚未设置邮件服务器，可由系统管理员设置
error-mail-gone = 此邮件无法重发：它已送达，或内容已被清除
error-link-unknown = 此链接无效。请从邮件中重新打开完整链接
error-field-definition = { $field ->
    [name] 请给字段起一个名称
    [name_taken] 已有同名字段
    [choices] 请至少列出一个选项，每个只列一次
    [kind] 字段类型不能更改，请另加一个字段
   *[other] 字段不能这样设置
}
error-field-value = “{ $field }”不能填写这样的内容，未作保存
error-too-many-fields = 已有 { $count } 个字段，请先删除一个
error-class-expiry = 截止日期须为今天或以后，且不超过 { $days } 天
error-class-moved = { $customer } 的等级已变动，或由人工指定，未作任何采纳。请重新查看
error-segment-rules = { $field ->
    [b_part] A、B 两类的比例须在 0 与 100 % 之间，且 B 类较大
    [service] 应达比例须在 0 与 100 % 之间，且任一等级不得高于前一等级
   *[other] 从 A 类起，等级不能优于前一类
}
error-runbook-incomplete = 这个流程目前无法执行：请填写名称，各阶段按顺序各出现一次，且只排在本流程所含阶段之后，指定负责人，提醒时间须短于该阶段时限
error-stage-owner-unknown = 此人已不在本公司或看不到该订单，请另选他人
error-not-your-stage = 此阶段由{ $owner }负责。请对方移交，或联系生产主管
error-stage-not-running = 此阶段现在未在进行，请再看一次订单进度
error-wall-not-signed-in = 此链接或屏幕已失效，请向计划员索取新链接
error-supplier-link-invalid = 此链接已失效，请索取新的链接
error-request-answered = 此请求已经答复。如情况有变，请与我们联系
error-request-outdated = 所问内容已有变化，请以最新邮件为准
error-answer-refused = { $line ->
    [0] 请对每一行各答复一次
   *[other] 第 { $line } 行无法接受：数量不得超过所问数量，日期不得早于今天
}
error-nothing-to-ask = 这里没有与该供应商未结的事项
error-comment-taken = 该评论已有其他内容，请重新填写
error-file-refused = 无法保存此文件。可保存图片、不含脚本的 PDF、纯文本和 CSV，最大 4 MB
error-too-many-files = 这里已有 { $most } 个附件，请先移除一个
error-nothing-to-refill = 现在已不缺，或未来没有一天能做到
error-replenishment-moved = 您查看之后库存或计划有变，请重新查看
error-undo-too-late = 已来不及撤销：决定已经发出
error-built-upon =
    { $what ->
        [plan] 您决定之后计划又有变动，无法撤销
        [decision] 您的决定之后已有后续操作，无法再撤销
        [supply] 您决定之后采购单或生产订单又有变动，无法撤销
       *[order] 您决定之后订单又有变动，无法撤销
    }
error-not-your-decision = 只有作出决定的人才能撤销
error-last-day = 最晚开始日早于最早开始日。请选择更晚的日期，或留空
error-last-day-of = { $name }：最晚开始日早于最早开始日。请选择更晚的日期，或留空
error-held-days-moved = 别人已改动了这些日期，请再看一遍
error-days-overlap = { $name } 在某一天会被领用两次，请让日期前后相接
error-component-left-out = { $name } 将没有任何有效日期，请保留一行，或设置最晚开始日
error-lot-rules-moved = 别人已改动了这些批量，请再看一遍
error-safety-stock-moved = 现在建议的安全库存已不同，请再看一遍
error-lot-rule-range = 有一个数超出范围：{ $least } 到 { $most }
error-lot-rule-too-fine = 这个物料的数量最多 { $decimals } 位小数，请缩短
error-lot-maximum = 最大批量不能小于最小批量（按倍数取整）
error-yield-of-bought = 外购件按需订购，合格率请写 100 %
