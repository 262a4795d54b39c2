### 生产现场：报工表单与报工记录。
floor-loading = 正在获取现场情况
floor-failed = 现场情况未能加载
floor-none = 这里没有工作中心
floor-none-more = 您的地点都没有工作中心。请让管理员为您分配地点。
floor-hours = 今天 { $hours } 小时
floor-hours-of = 今天 { $hours } 小时（平时 { $usual } 小时）
floor-planned = 已排 { $share } %
floor-more-lines = 再显示 { $count } 行
floor-no-lines = 到{ $day }为止没有计划
floor-down-until = 停机至 { $time }：{ $cause }
floor-down-open = 停机，恢复时间未定，计划按停至 { $time } 计算：{ $cause }
floor-down-from = { $from } 至 { $time } 停机：{ $cause }
floor-down-from-open = { $from } 起停机，恢复时间未定：{ $cause }
floor-orders = ERP 生产订单
floor-history = 报工记录
floor-history-none = 还没有报工
floor-rest = 共 { $planned }，还剩 { $rest }
floor-made = 合格 { $good }，报废 { $scrapped }
floor-made-good = 合格 { $good }
floor-due = { $day } 要
floor-state-late = 已误期
floor-state-started = 进行中
floor-state-waiting = 已计划
floor-state-done = 已完成
floor-do-output = 报产量
floor-do-downtime = 报停机
floor-do-end = 已恢复
floor-do-hours = 报工时
floor-do-reverse = 更正
floor-only-supervisors = 由主管报工，您可以查看记录。
floor-good = 合格
floor-scrap = 报废
floor-all = 全部 { $amount }
floor-is-done = 已完工，不再产出
floor-save-output = 上报合格 { $good }，报废 { $scrapped }
floor-clear = 清空
floor-erase = 删除末位
floor-comma = 小数点
floor-cause = 什么原因？
floor-cause-breakdown = 故障
floor-cause-maintenance = 保养
floor-cause-no-material = 缺料
floor-cause-no-staff = 缺人
floor-cause-quality = 质量
floor-cause-power = 停电
floor-cause-other = 其他
floor-from = 从什么时候？
floor-now = 现在
floor-minutes-ago = { $minutes } 分钟前
floor-until = 到什么时候？
floor-until-open = 恢复时间未定
floor-in-hours = { $hours } 小时
floor-until-midnight = 今天结束
floor-other-time = 其他时间
floor-machines = 停机台数，共 { $count } 台
floor-save-downtime = 上报停机
floor-end-question = 现在恢复运行？
floor-save-end = 已恢复
floor-hours-a-day = 每天小时数
floor-efficiency = 效率，%
floor-first-day = 从
floor-last-day = 到
floor-save-hours = 上报工时
floor-reverse-question = 撤销这条报工？
floor-reverse-more = 记录会保留，它造成的影响全部还原。之后请上报正确的数字。
floor-note = 备注
floor-save-reverse = 撤销
floor-saved = 已存到本设备
floor-waiting = { $count } 条报工在本设备等待发送
floor-needs = { $count } 条报工被退回
floor-said-output = 合格 { $good }，报废 { $scrapped }
floor-said-downtime = 停机
floor-said-end = 已恢复
floor-said-hours = 工时调整
floor-said-reverse = 已撤销
floor-row-output = { $item }：合格 { $good }，报废 { $scrapped }
floor-row-output-done = { $item }：合格 { $good }，报废 { $scrapped }，已完工
floor-row-downtime = { $center } 停机，{ $from } 至 { $until }：{ $cause }
floor-row-downtime-open = { $center } 停机，{ $from } 起，恢复时间未定：{ $cause }
floor-row-hours = { $center }：每天 { $hours } 小时，{ $from } 至 { $until }
floor-row-efficiency = { $center }：效率 { $share } %，{ $from } 至 { $until }
floor-row-by = { $name }，{ $time }
floor-row-moved =
    { $count ->
       *[other] 计划中有 { $count } 行因此移动
    }
floor-row-returned =
    { $count ->
        [0] 尚无移回
       *[other] 已移回 { $count } 行
    }
floor-unplaced = 计划中没有哪一天能容纳以下各项。可加班、改用其他工作中心或推迟承诺
floor-unplaced-lot = { $item } { $amount }（{ $reference }，{ $day }）
floor-unplaced-more =
    { $count ->
       *[other] 另有 { $count } 批
    }
floor-row-reversed = { $name } 于 { $time } 撤销
error-report-known = 这条报工已经在这里，没有重复处理
error-report-period = 结束早于开始，或日期太远。请改正时间
error-too-many-machines = 该工作中心有 { $machines } 台机器，请勿超过
error-hours-impossible = 请输入 0 到 { $most } 之间的小时数，或只输入效率
error-nothing-reported = 请输入合格或报废数量，或标明已完工
error-output-unknown = 计划里已没有这一行，或订单已关闭。请重新查看列表
error-output-day = { $on } 不可行。只能报今天（{ $today }）或最近三个月的产量
error-downtime-ended = 结束时间已知。如有错误，请撤销该报工
error-already-reversed = 已有人撤销了这条报工，没有任何更改
error-stock-used = 批次 { $lot } 已不足 { $quantity } { $unit }。请先在 ERP 中更正库存
