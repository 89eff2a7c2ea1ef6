"""The engine: findings and patient in, assessment out. Pure: no text, no files, no clock; the same input gives the same answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from triage.content.library import Content
from triage.engine.alone import NO_NUMBERS, Alone, FindingsAlone
from triage.engine.changes import changes
from triage.engine.outcome import Evidence, Fired, Outcome
from triage.engine.person import PersonView, medicine_ids
from triage.engine.questions import QuestionWords, Waiting, enough_to_ask, questions_of
from triage.engine.rulebook import ReadyRule, RuleBook, gravity
from triage.engine.state import State
from triage.engine.verdict import HIGH, LOW, NOW, openings, stands_on_person_alone, verdict, with_person
from triage.engine.wording import guidance
from triage.model.assessment import Assessment, Guidance, MedicineNote, Question, Reason
from triage.model.finding import Finding, Span
from triage.model.patient import Patient
from triage.model.urgency import LADDER, Urgency

_number = _gravity = itemgetter(0)

MOST_QUESTIONS = 12
MOST_GUIDANCES = 4096
MOST_REASONS = 8192
MOST_OUTCOMES = 4096
DEFAULT_HOURS = {"same_day": 24, "urgent": 1}
CANNOT_ASSESS_FLOOR = Urgency.SAME_DAY


class Engine:
    """The rules of one content, ready to assess."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.book = RuleBook(content)
        self._people: dict[Patient, PersonView] = {}
        self._last_person = PersonView(Patient(), content)
        self._alone = FindingsAlone(self.book, content)
        self._words = QuestionWords(content)
        self._guidances: dict[object, Guidance] = {}
        self._kept_reasons: dict[tuple[ReadyRule, tuple[int, ...]], Reason] = {}
        self._outcomes: dict[object, Outcome] = {}

    def assess(
        self,
        findings: Sequence[Finding],
        patient: Patient,
        *,
        not_understood: Sequence[Span] = (),
        ask: Sequence[str] = (),
        notes: Sequence[str] = (),
        answers: Mapping[str, bool] | None = None,
        most_questions: int = MOST_QUESTIONS,
        assume_denied: bool = False,
        request_id: str | int | None = None,
    ) -> Assessment:
        """Assess findings of a patient.

        `not_understood` are parts of the message that speak of the body: they block self-care. `ask` are further questions, about values
        that cannot be right. `answers` are yes and no to single atoms ("headache[sudden]", "who:diabetes"), as an interview gathers them;
        they fill in only what findings and patient leave open. `assume_denied` takes every open finding as denied (a finished interview).
        """
        people_answered = answers and any(text.startswith("who:") for text in answers)
        person = PersonView(patient, self.content, answers) if people_answered else self._person(patient)
        state = State(findings, person, self.content, answers)
        if not state.own:
            return self._cannot_assess(findings, patient, person, not_understood, ask, notes, request_id)
        outcome = self._outcome(state, bool(not_understood), most_questions, assume_denied=assume_denied)
        return Assessment(
            id=request_id,
            status="assessed",
            urgency=outcome.urgency,
            at_least=outcome.at_least,
            could_be=outcome.could_be,
            within_hours=outcome.within_hours,
            crisis=outcome.crisis,
            findings=tuple(findings),
            reasons=outcome.reasons,
            not_understood=tuple(not_understood),
            questions=(
                *(Question(concept="measurement", ask=text, could_raise_to=outcome.could_be) for text in ask),
                *outcome.questions,
            )
            if ask
            else outcome.questions,
            guidance=outcome.guidance,
            would_change=outcome.would_change,
            medicines=self.medicines(person),
            notes=tuple(notes),
            content=self.content.stamp,
        )

    def _outcome(self, state: State, not_understood: bool, most: int, *, assume_denied: bool) -> Outcome:
        """What comes of a state; kept where one finding is all that is known, since that is what most people write."""
        if len(state.own) > 1 or state.denied or state.answered:
            return self._work_out(state, not_understood, most, assume_denied=assume_denied)
        number = state.own[0][1]
        key = (self._alone.of(state.findings[number]), state.person, number, not_understood, most, assume_denied)
        found = self._outcomes.get(key)
        if found is None:
            if len(self._outcomes) > MOST_OUTCOMES:
                self._outcomes.clear()
            found = self._outcomes[key] = self._work_out(state, not_understood, most, assume_denied=assume_denied)
        return found

    def _work_out(self, state: State, not_understood: bool, most: int, *, assume_denied: bool) -> Outcome:
        fired: Fired = []
        evidence: Evidence = {}
        low = now = 0
        for concept, number in state.own:
            base = self.book.bases.get(concept)
            if base is not None:
                if base in evidence:
                    evidence[base] = (*evidence[base], number)
                    continue
                evidence[base] = (number,)
                fired.append((base, LOW))
                low = max(low, base.rank)
        waiting: list[tuple[ReadyRule, int, Alone | None]] = []
        for place, rule, result, alone, number in self._judged(state, low):
            if result == HIGH:
                waiting.append((rule, place, alone))
                continue
            fired.append((rule, result))
            if alone is not None:
                evidence[rule] = (number,)
            if result == LOW:
                low = max(low, rule.rank)
            else:
                now = max(now, rule.rank)
        fired_now = fired
        for rule in self.book.over_systems:
            result = self.over_systems(rule, fired_now, state)
            if result:
                fired = [*fired, (rule, result)]
                low = max(low, rule.rank) if result == LOW else low
                now = max(now, rule.rank)
        now = max(now, low)
        floor = CANNOT_ASSESS_FLOOR.rank if not_understood else 0
        if assume_denied:
            # What is open of the findings is denied; what is not known of the person stays possible.
            fired = [(rule, result) for rule, result in fired if result == LOW or stands_on_person_alone(rule, state)]
            now = max([low, *(rule.rank for rule, _ in fired)])
            waiting = []
        level = max(now, floor)
        open_rules = self._open_rules(waiting, level, state, most) if waiting else []
        high = open_rules[0][0].rank if open_rules else level
        reasons = self._reasons(fired, evidence, state, not_understood)
        urgency = LADDER[level]
        crisis = True in [reason.crisis for reason in reasons]
        hours = [reason.within_hours for reason in reasons if reason.urgency is urgency and reason.within_hours]
        return Outcome(
            urgency=urgency,
            at_least=LADDER[low],
            could_be=LADDER[high],
            within_hours=min(hours) if hours else DEFAULT_HOURS.get(urgency.value),
            crisis=crisis,
            reasons=reasons,
            questions=() if assume_denied else questions_of(open_rules, fired, level, state, self._words, most),
            guidance=self._guidance(urgency, reasons, state.person.patient, crisis=crisis),
            would_change=() if assume_denied else changes(open_rules, fired, level, low, state, self._words),
        )

    def _guidance(self, urgency: Urgency, reasons: tuple[Reason, ...], patient: Patient, *, crisis: bool) -> Guidance:
        """The guidance that reasons give; put together once for the same reasons in the same region."""
        key = (urgency, crisis, patient.region, *[reason.rule for reason in reasons if reason.urgency == urgency])
        found = self._guidances.get(key)
        if found is None:
            if len(self._guidances) > MOST_GUIDANCES:
                self._guidances.clear()
            found = self._guidances[key] = guidance(urgency, reasons, patient, self.content, understood=True, crisis=crisis)
        return found

    def _open_rules(self, waiting: list[tuple[ReadyRule, int, Alone | None]], level: int, state: State, most: int) -> Waiting:
        """The rules that could still raise the level, and what they wait for: level by level from the top, until that is enough to ask.

        `waiting` are rules that could still fire, with what is known of them from one finding alone.
        """
        found: Waiting = []
        by_rank: list[list[tuple[ReadyRule, int, Alone | None]]] = [[] for _ in LADDER]
        for each in waiting:
            by_rank[each[0].rank].append(each)
        for group in by_rank[:level:-1]:
            for rule, number, alone in group:
                if alone is None:
                    found.append((rule, *openings(rule, state)))
                elif rule.asks_person:
                    found.append((rule, *with_person(rule, *self._alone.openings(alone, number), state)))
                else:
                    found.append((rule, *self._alone.openings(alone, number)))
            if group and enough_to_ask(found, self._words, most):
                break
        return found

    def rehearse(self) -> None:
        """Work out ahead what every patient asks for: each concept by itself, and the words of every question."""
        self._alone.rehearse()
        for rule in self.book.rules:
            for text in rule.named.texts:
                self._words.ask(text)

    def ask(self, text: str) -> str:
        """Put an atom as a question."""
        return self._words.ask(text)

    def medicines(self, person: PersonView) -> tuple[MedicineNote, ...]:
        """What the content knows of the person's medicines."""
        notes = []
        for use, _ in person.uses:
            identifier = self.content.medicine_names.get(use.name.strip().lower())
            profile = self.content.profiles.get(identifier or "")
            notes.append(
                MedicineNote(
                    name=use.name,
                    id=identifier,
                    risks=tuple(
                        sorted(risk for name in medicine_ids(use.name, self.content) for risk in self._risks_of(name, person.risks))
                    ),
                    last_dose_days_ago=use.last_dose_days_ago,
                    notes=profile.patient_message if profile else (),
                )
            )
        return tuple(notes)

    def _risks_of(self, identifier: str, risks: frozenset[str]) -> set[str]:
        entry = self.content.medicines.get(identifier) or self.content.medicine_classes.get(identifier)
        return set(entry.risks) & risks if entry else set()

    def _person(self, patient: Patient) -> PersonView:
        last = self._last_person  # read once: another thread may put in another
        if patient is last.patient:
            return last
        person = self._people.get(patient)
        if person is None:
            if len(self._people) > 256:
                self._people.clear()
            person = self._people[patient] = PersonView(patient, self.content)
        self._last_person = person
        return person

    def _judged(self, state: State, low: int) -> list[tuple[int, ReadyRule, int, Alone | None, int]]:
        """The rules that fire or still could, in the order of the content: number, rule and verdict.

        Also what one finding alone gave, and the number of that finding; None where several findings had to be seen together. Rules that
        could only raise to the level `low` or below are left out.
        """
        alone = [self._alone.of(state.findings[number]) for _, number in state.own]
        together = self._seen_by_several(alone, state)
        found: list[tuple[int, ReadyRule, int, Alone | None, int]] = []
        rules = self.book.rules
        person = state.person
        for (_, of), each in zip(state.own, alone, strict=True):
            for number, level, rank, asks_person in each.verdicts:
                if number in together or (level == HIGH and rank <= low):
                    continue
                rule = rules[number]
                if asks_person:
                    for_person = person.verdict(rule)
                    if not for_person:
                        continue
                    level = max(level, for_person)
                found.append((number, rule, level, each, of))
        if together:
            for number in NO_NUMBERS.union(*[each.able & together for each in alone]):
                level = verdict(rules[number], state)
                if level:
                    found.append((number, rules[number], level, None, -1))
        if len(alone) > 1 or together:
            found.sort(key=_number)
        return found

    def _seen_by_several(self, alone: list[Alone], state: State) -> frozenset[int]:
        """The rules that more than one finding may move, or an answer: they have to be judged with all that is known."""
        if state.answered:
            return NO_NUMBERS.union(*[each.able for each in alone])
        together: set[int] = set()
        if len(alone) > 1:
            named: set[int] = set()
            for each in alone:
                together |= each.named & named
                named |= each.named
        if state.denied:
            for finding in state.findings:
                if finding.presence == "denied":
                    together |= self._alone.denying(finding.concept)
        return frozenset(together)

    def over_systems(self, rule: ReadyRule, fired: list[tuple[ReadyRule, int]], state: State) -> int:
        """Judge a rule over body systems ("two same-day findings of different systems in an immunosuppressed person")."""
        who = [state.person.holds(text) for text in rule.who]
        if False in who or None in who:
            return 0
        counted: dict[int, set[str]] = {LOW: set(), NOW: set()}
        for other, result in fired:
            if other.rank < rule.systems_rank:
                continue
            for number in self.evidence(other, state):
                concept = self.content.concepts.get(state.findings[number].concept)
                if concept is not None:
                    counted[NOW].add(concept.system)
                    if result == LOW:
                        counted[LOW].add(concept.system)
        return LOW if len(counted[LOW]) >= rule.systems else NOW if len(counted[NOW]) >= rule.systems else 0

    @staticmethod
    def evidence(rule: ReadyRule, state: State) -> list[int]:
        """The findings that a rule rests on, by number."""
        numbers: set[int] = set()
        for concept in rule.named.plain & state.present:
            numbers.update(state.had[concept])
        for atom in rule.named.tested:
            if atom.concept in state.present:
                numbers.update(state.evidence(atom))
        return sorted(numbers)

    def _reasons(self, fired: Fired, evidence: Evidence, state: State, not_understood: bool) -> tuple[Reason, ...]:
        """The rules that fired as reasons, the gravest first; `evidence` where it is known already."""
        found: list[tuple[tuple[int, bool, bool, str], Reason]] = []
        for rule, _ in fired:
            numbers = evidence.get(rule)
            if numbers is None:
                numbers = tuple([number for _, number in state.own] if rule.systems else self.evidence(rule, state))
            found.append((rule.gravity, self._reason(rule, numbers)))
        if not_understood:
            reason = Reason(
                rule="safety.not_understood",
                urgency=CANNOT_ASSESS_FLOOR,
                because=self.content.ladder.not_understood.because,
                findings=(),
                sources=("product_safety_design",),
            )
            found.append((gravity(reason.rule, reason.urgency, crisis=False), reason))
        found.sort(key=_gravity)
        return tuple([reason for _, reason in found])

    def _reason(self, rule: ReadyRule, numbers: tuple[int, ...]) -> Reason:
        """A rule as a reason; made once for the same places of its findings in a message."""
        found = self._kept_reasons.get((rule, numbers))
        if found is None:
            if len(self._kept_reasons) > MOST_REASONS:
                self._kept_reasons.clear()
            found = self._kept_reasons[rule, numbers] = Reason(
                rule=rule.id,
                urgency=rule.urgency,
                because=rule.rule.because,
                findings=numbers,
                sources=rule.rule.sources,
                crisis=rule.crisis,
                within_hours=rule.within_hours,
            )
        return found

    def _cannot_assess(
        self,
        findings: Sequence[Finding],
        patient: Patient,
        person: PersonView,
        not_understood: Sequence[Span],
        ask: Sequence[str],
        notes: Sequence[str],
        request_id: str | int | None,
    ) -> Assessment:
        return Assessment(
            id=request_id,
            status="cannot_assess",
            urgency=CANNOT_ASSESS_FLOOR,
            at_least=CANNOT_ASSESS_FLOOR,
            could_be=Urgency.EMERGENCY,
            within_hours=DEFAULT_HOURS["same_day"],
            crisis=False,
            findings=tuple(findings),
            reasons=(
                Reason(
                    rule="safety.cannot_assess",
                    urgency=CANNOT_ASSESS_FLOOR,
                    because=self.content.ladder.cannot_assess.headline,
                    findings=(),
                    sources=("product_safety_design",),
                ),
            ),
            not_understood=tuple(not_understood),
            questions=(
                *(Question(concept="measurement", ask=text, could_raise_to=Urgency.EMERGENCY) for text in ask),
                Question(concept="complaint", ask="What do you feel, and where in your body?", could_raise_to=Urgency.EMERGENCY),
            ),
            guidance=guidance(CANNOT_ASSESS_FLOOR, (), patient, self.content, understood=False, crisis=False),
            would_change=(),
            medicines=self.medicines(person),
            notes=tuple(notes),
            content=self.content.stamp,
        )
