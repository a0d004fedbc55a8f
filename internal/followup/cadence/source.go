package cadence

// Source is where a rule of the method comes from: one of five articles on following up, whose figures and tables we use in our own
// words.
type Source string

// The sources, by their titles.
const (
	RecallStrategy     Source = "The Recall Strategy"
	SystematicApproach Source = "A Systematic Approach"
	FiveStrategies     Source = "Five Strategies"
	FollowUpCalls      Source = "Follow-up Calls"
	CadenceGuide       Source = "Cadence Guide"
	Ours               Source = "Followup" // no source says it: we chose
)
