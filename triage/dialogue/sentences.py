"""The interview's own sentences: everything it says that does not come from the content.

Short words, no jargon, no comfort that the facts do not give. {names} are filled in when a sentence is used.
"""

from __future__ import annotations

from typing import Final

OPENING: Final = (
    "I help you find out how soon to get medical help, and what to do now.",
    "I am a computer program with fixed rules. I am not a doctor or a nurse, and I do not say what illness it is.",
    "If someone may be in danger right now, do not wait for me: call {emergency}.",
)
OPENING_HOW: Final = "Tell me in your own words what is wrong. You can add age, health problems and medicines, and say who it is about."
OPENING_QUESTION: Final = "What is wrong?"
OPENING_WHY: Final = "Your own words tell me most. Write as much as you like."

UNDERSTOOD: Final = "I understood: {things}."
NOT_PRESENT: Final = "Not there: {things}."
NOT_COUNTED: Final = "I did not count this as happening now: {things}."
CORRECTED: Final = 'I read "{wrong}" as {lay}. If that is not right, correct it.'
NOTED: Final = "I noted: {things}."
NOT_UNDERSTOOD: Final = 'I did not understand this part: "{part}".'
NOTHING_NEW: Final = "I found nothing in that about how you feel. It changes nothing so far."
NOTHING_NEW_OTHER: Final = "I found nothing in that about how {subject} {feel}. It changes nothing so far."
SPEAKS_FOR: Final = "I take this to be about your {person}. I will ask about {object}."
SPEAKS_FOR_SOMEONE: Final = "I take this to be about somebody else. I will ask about {object}."

LEVEL_FIRST: Final = "So far my advice is: {level}."
LEVEL_RAISED: Final = "This changes my advice. It was: {before}. It is now: {level}."
LEVEL_LOWERED: Final = "My advice is now less urgent. It was: {before}. It is now: {level}."
LEVEL_SAME: Final = "My advice stays: {level}."
EMERGENCY_FIRST: Final = "Please call before you go on here. You can answer more while you wait."
NO_LONGER_PINNED: Final = (
    "With what you told me, this is no longer an answer that says to call at once. If it feels worse than you told me, call {emergency}."
)

CHECKLIST: Final = "Is any of these true right now?"
CHECKLIST_ABOUT_YOU: Final = "Does any of these apply to you?"
CHECKLIST_ABOUT: Final = "Does any of these apply to {object}?"
CONFIRM: Final = "Before, I understood that you have {lay}. Do you still have it?"
CONFIRM_OTHER: Final = "Before, I understood that {subject} {have} {lay}. Is that still so?"
REWORD: Final = 'I did not understand "{part}". Can you say it in other words?'
REWORD_WHY: Final = "I must not guess. As long as I do not know what it means, I will not say that this can be looked after at home."
REWORD_NOT_BODY: Final = "It is not about the body"
COMPLAINT_AGAIN: Final = "Please tell me in other words: what do you feel, and where in your body?"
ELSE: Final = "Is anything else wrong, even if it seems small? Tell me in your own words."
ELSE_OTHER: Final = "Is anything else wrong with {object}, even if it seems small? Tell me in your own words."
ELSE_WHY: Final = "Two things together can mean more than each alone."
NOTHING_ELSE: Final = "No, nothing else"
TELL_MORE: Final = "Please tell me what it is."
COMPLAINT_WHY: Final = "I know nothing yet that I can judge."
MEASURE_WHY: Final = "That number cannot be right, and the right one may change my advice."

WHY_RAISE: Final = "A yes can mean: {level}."
WHY_LOWER: Final = "As long as this is open I stay careful. If it is all no, less may be needed."
WHY_FACT: Final = "The answer can change what these signs mean."
WHY_REASON: Final = "The rule behind this question says: {because}"
EXPLAIN: Final = "I want to know about: {lay}. If you do not know, choose Not sure: I will stay careful."
EXPLAIN_TEXT: Final = "Answer in your own words. If you do not know, choose Not sure: I will stay careful."

YES: Final = "Yes"
NO: Final = "No"
UNSURE: Final = "Not sure"
NONE_OF_THESE: Final = "None of these"
NOT_SURE_OF_THESE: Final = "Not sure about these"
PREFER_NOT: Final = "I would rather not say"
FEMALE: Final = "Female"
MALE: Final = "Male"

ANSWER_YES: Final = "Yes"
UNSURE_KEPT: Final = "That is fine. I leave it open and stay careful."
THANKS: Final = "You are welcome."
GREETING: Final = "Hello."
ABUSE: Final = "I can see that this is hard. I am a program and I may have got you wrong. I will go on when you are ready."
OFF_TOPIC: Final = "I can only help with how soon to get medical help."
STOPPED: Final = "I will ask no more questions. You can still write to me."
CANNOT_ANSWER_MEDICINE: Final = (
    "I have no checked answer to that about {medicine}. Please ask your pharmacist, your doctor or your nurse line."
)
FAQ_SOURCE: Final = "About {medicine} ({source})."
CHANGED: Final = "I changed it: {lay} - {state}."
UNDONE: Final = "I took back the last step."
NOTHING_TO_UNDO: Final = "There is nothing to take back."
REDONE: Final = "I did the last step again."
NOTHING_TO_REDO: Final = "There is nothing to do again."
STRUCK: Final = 'I leave out "{part}".'
NOT_A_NUMBER: Final = "I need a number here, such as {example}."
NOT_POSSIBLE: Final = "{value} {unit} cannot be right. Please check the number."
PICK_AGAIN: Final = "I am not sure which of these you mean. Use their numbers, or say none."

END_NOTHING_LEFT: Final = "No question that I know would change this advice now."
END_BUDGET: Final = "I have asked what matters most. What I did not ask could still change the advice."
END_CARE: Final = "If anything gets worse or something new starts, write it here or ask for help sooner."
DISCLAIMER: Final = "This is not a diagnosis. It is not a medical device, and no clinician has reviewed it."

QUESTION_AGE: Final = "How old are you?"
QUESTION_SEX: Final = "What sex were you born as?"
QUESTION_PREGNANT: Final = "Are you pregnant, or could you be?"
QUESTION_BIRTH: Final = "Have you given birth in the last year?"
QUESTION_MEDICINES: Final = "Which medicines do you take, or have you had by drip or injection? When did you last have each?"
NO_MEDICINES: Final = "No medicines"
QUESTION_PREGNANT_WEEKS: Final = "How many weeks pregnant are you?"
QUESTION_BIRTH_WEEKS: Final = "How many weeks ago did you give birth?"
QUESTION_DOSE: Final = "How many days ago did you last have {medicine}? (0 is today)"

STATE_WORDS: Final = {
    "present": "yes",
    "denied": "no",
    "unsure": "not sure",
    "past": "in the past",
    "other_person": "somebody else",
    "hypothetical": "not happening now",
}
STOP_ADVICE: Final = "What is open stays open in my advice: I do not count it as no."
