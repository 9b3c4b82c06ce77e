/**
 * Whether CleverTap refused a deletion because there is no such profile: then there is nothing left to do. Pure.
 *
 * How CleverTap answers the deletion of an unknown identity is not known. It may well be success; these are the words in
 * which it could say anything else (inferred). Codes and statuses decide nothing here: a 404 may mean a wrong address.
 */
const subject = /\b(?:profiles?|users?|customers?|persons?|identit(?:y|ies))\b/

const absence =
  /\bno (?:such|matching|longer exists?|profiles?|users?|customers?|persons?|identit(?:y|ies))\b|(?:\bnot|n['’]t|\bcannot) (?:be )?(?:found|find|exist|present|known)\b|\bunknown\b|\bnon-?existent\b/

/** Words of a refusal that is about the request or the account. */
const otherSubject =
  /\b(?:accounts?|project|passcode|credentials?|region|url|keys?|fields?|param(?:eter)?s?|request|body|payload|json|required|mandatory|necessary|missing|invalid)\b/

export const nothingToDo = {
  /** @param words of CleverTap, in lower case, without those that are values */
  isSaidBy: (words: string) => subject.test(words) && absence.test(words) && !otherSubject.test(words),
  warning: 'CleverTap has no profile with this identity, so there was nothing to delete.'
}
