### 变更进行到哪一步。
status-on-phone = 在本机
status-sending = 正在发送
status-received = 已发送
status-assessed = 已评估
status-proposed = 已有方案
status-approved = 已批准
status-amended = 修改后批准
status-rejected = 已拒绝
status-sent-back = 已退回
status-in-plan = 已入计划
status-withdrawn = 已撤回
status-step-of = { $step } / 8
