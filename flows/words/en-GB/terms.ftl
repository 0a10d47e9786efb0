# Names that are used inside other sentences.

label = { $words }

role-name = { $role ->
    [care_co_ordinator] your care co-ordinator
    [team_leader] the team leader
    [lived_experience_reviewer] someone who has been through it
    [phb_lead_clinician] the lead clinician
    [commissioner] the commissioner
    [phb_facilitator] the budget facilitator
    [panel_member] a panel member
    [payments_organisation] the people who pay
   *[other] the people who run the scheme
}

role-at-work = { $role ->
    [care_co_ordinator] care co-ordinator
    [team_leader] team leader
    [lived_experience_reviewer] reviewer with lived experience
    [phb_lead_clinician] PHB lead clinician
    [commissioner] commissioner
    [phb_facilitator] PHB facilitator
    [panel_member] panel member
   *[other] someone else
}
