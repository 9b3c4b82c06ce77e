/** The tab CleverTap: how CleverTap answers, and which profiles it has before the event. */
import { faults, limits, refusalCodes } from '../protocol'
import type { Answer } from '../protocol'
import { readBefore } from './case-text'
import { Button } from './elements'
import type { Change } from './state'
import type { Work } from './work'

type Props = { work: Work; identity?: string; dispatch: (change: Change) => void }

export function CleverTapPane({ work: { answer, beforeText }, identity, dispatch }: Props) {
  const code = typeof answer === 'object' && 'refuse' in answer ? answer.refuse : undefined
  const fault = answer === undefined || code !== undefined ? undefined : faultOf(answer)
  const choose = (next?: Answer) => dispatch({ kind: 'act', work: { answer: next } })
  return (
    <div class="clevertap" tabIndex={0} role="group" aria-label="CleverTap">
      <fieldset>
        <legend>How CleverTap answers</legend>
        <Option
          label="Normally"
          note="It checks each record, as the real one does."
          isOn={answer === undefined}
          onChoose={() => choose(undefined)}
        />
        <Option
          label="It refuses the record"
          note="Choose the code: 516 says that the phone number is not valid."
          isOn={code !== undefined}
          onChoose={() => choose({ refuse: 516 })}
        >
          <label>
            Code{' '}
            <input
              type="number"
              min={refusalCodes.first}
              max={refusalCodes.last}
              value={code}
              onChange={({ currentTarget: { valueAsNumber, validity } }) =>
                validity.valid && choose({ refuse: valueAsNumber })
              }
            />
          </label>
        </Option>
        {faults.map((one) => (
          <Option
            key={one.fault}
            label={one.title}
            note={one.note}
            isOn={fault === one.fault}
            onChoose={() => choose(one.fault)}
          >
            {one.fault !== '401' && (
              <label>
                Back after{' '}
                <select
                  value={typeof answer === 'object' && 'times' in answer ? answer.times : ''}
                  onChange={({ currentTarget: { value } }) =>
                    choose(value === '' ? one.fault : { fault: one.fault, times: Number(value) })
                  }
                >
                  <option value="">never</option>
                  {Array.from({ length: limits.times }, (_, index) => (
                    <option key={index} value={index + 1}>
                      {index === 0 ? '1 try' : `${index + 1} tries`}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </Option>
        ))}
      </fieldset>
      <Before text={beforeText} identity={identity} dispatch={dispatch} />
    </div>
  )
}

const faultOf = (answer: Answer) => (typeof answer === 'string' ? answer : 'fault' in answer ? answer.fault : undefined)

type OptionProps = {
  label: string
  note: string
  isOn: boolean
  onChoose: () => void
  children?: preact.ComponentChildren
}

function Option({ label, note, isOn, onChoose, children }: OptionProps) {
  return (
    <div class={`option ${isOn ? 'on' : ''}`}>
      <label>
        <input type="radio" name="answer" checked={isOn} onChange={onChoose} />
        <span>
          <b>{label}</b>
          <span class="soft">{note}</span>
        </span>
      </label>
      {isOn && children}
    </div>
  )
}

function Before({ text, identity, dispatch }: { text: string; identity?: string; dispatch: Props['dispatch'] }) {
  const read = readBefore(text)
  const known = 'profiles' in read ? Object.keys(read.profiles) : []
  const add = () => {
    const profiles = 'profiles' in read ? read.profiles : {}
    const beforeText = JSON.stringify({ ...profiles, [identity ?? 'ada-1']: { Name: 'Ada' } }, null, 2)
    dispatch({ kind: 'act', work: { beforeText }, said: `A profile ${identity ?? 'ada-1'} was added.` })
  }
  return (
    <section class="before">
      <h3>Profile before this event</h3>
      {text.trim() === '' ? (
        <p class="soft">
          CleverTap has no profile <code>{identity}</code>.
        </p>
      ) : (
        <label>
          <span class="soft">Profiles that CleverTap holds already, by identity</span>
          <textarea
            class="mono"
            rows={Math.min(14, text.split('\n').length + 1)}
            spellcheck={false}
            aria-invalid={'problem' in read}
            value={text}
            onInput={({ currentTarget }) => dispatch({ kind: 'type', work: { beforeText: currentTarget.value } })}
          />
        </label>
      )}
      {'problem' in read && (
        <p class="wrong" role="alert">
          {read.problem}
        </p>
      )}
      <p class="row">
        {!known.includes(identity ?? '') && 'profiles' in read && (
          <Button icon="plus" label="Add a profile" onClick={add} />
        )}
        {text.trim() !== '' && (
          <Button
            label="Forget them"
            class="quiet"
            onClick={() =>
              dispatch({ kind: 'act', work: { beforeText: '' }, said: 'The profiles before were removed.' })
            }
          />
        )}
      </p>
    </section>
  )
}
