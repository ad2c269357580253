import { describe, expect, it } from 'vitest'
import { parseTemplate, valueVariables } from './template'

function rendered(source: string, variables: Readonly<Record<string, unknown>>): string | undefined {
  const template = parseTemplate(source)
  if (!template.ok) throw new Error(`not understood: ${template.error.detail}`)
  return template.value.render(variables)
}

function ofValue(source: string, payload: string): string | undefined {
  return rendered(source, valueVariables(payload))
}

describe('templates that read a state', () => {
  it.each([
    ['{{ value }}', 'ON', 'ON'],
    ['{{ value_json.state }}', '{"state":"ON"}', 'ON'],
    ['{{ value_json["state"] | upper }}', '{"state":"on"}', 'ON'],
    ['{{ value_json.POWER1 }}', '{"POWER1":"OFF"}', 'OFF'],
    ['{{ value_json.light[0].on }}', '{"light":[{"on":true}]}', 'True'],
    ["{{ 'ON' if value_json.output else 'OFF' }}", '{"output":false}', 'OFF'],
    ["{{ value_json.state | default('OFF') }}", '{}', 'OFF'],
    ["{{ value_json.state | default('OFF', true) }}", '{"state":""}', 'OFF'],
    ["{{ value_json.get('state', 'OFF') }}", '{}', 'OFF'],
    ['{{ value_json.state }}', '{"state":null}', 'None'],
    ['{% if value_json.ison %}ON{% else %}OFF{% endif %}', '{"ison":true}', 'ON'],
    ["{% if value == 'true' %}on{% elif value == 'false' %}off{% endif %}", 'false', 'off'],
    ['{%- if value_json.on == true -%}\n  ON\n{%- else -%}\n  OFF\n{%- endif -%}', '{"on":true}', 'ON'],
    ["{{ {'1': 'ON', '0': 'OFF'}[value] }}", '1', 'ON'],
    ["{{ 'ON' if value | int > 0 else 'OFF' }}", '12', 'ON'],
    ["{{ 'ON' if value.split(',')[0] | int(0) > 0 else 'OFF' }}", '0,5', 'OFF'],
    ["{{ iif(value_json.b > 0, 'on', 'off') }}", '{"b":3}', 'on'],
    ["{{ (value_json.b > 0) | iif('on', 'off') }}", '{"b":0}', 'off'],
    [
      '{{ value_json.color.r }},{{ value_json.color.g }},{{ value_json.color.b }}',
      '{"color":{"r":1,"g":2,"b":3}}',
      '1,2,3',
    ],
    ["{{ value_json.rgb | join(',') }}", '{"rgb":[255,0,127]}', '255,0,127'],
    ["{{ value_json.rgb[0:3]|join(',') }}", '{"rgb":[255,0,127,9]}', '255,0,127'],
    ["{{ value_json.HSBColor.split(',')[0:2] | join(',') }}", '{"HSBColor":"359,100,50"}', '359,100'],
    [
      '{{ value[1:3] | int(base=16) }},{{ value[3:5] | int(0, 16) }},{{ value[5:7]|int(base=16) }}',
      '#ff007f',
      '255,0,127',
    ],
    ['{{ value_json.Dimmer | int }}', '{"Dimmer":"42"}', '42'],
    ['{{ (value_json.brightness / 100 * 255) | round(0) | int }}', '{"brightness":50}', '128'],
    ['{{ value | float | multiply(2.55) | round }}', '100', '255'],
    ['{{ value_json.brightness | round(1) }}', '{"brightness":3.14159}', '3.1'],
    ['{{ (1000000 / value_json.ct) | int }}', '{"ct":153}', '6535'],
    ['{{ (value | int // 65536) % 256 }}', '16711680', '255'],
    ['{{ value | int | bitwise_and(255) }}', '511', '255'],
    ['{{ [value_json.w, 255] | min }}', '{"w":300}', '255'],
    ['{{ max(value_json.r, value_json.g) }}', '{"r":1,"g":7}', '7'],
    ['{{ -value_json.x | abs + 2 ** 3 - 1 }}', '{"x":4}', '11'],
    ["{{ 'a' ~ 1 + 2 }}", '', undefined],
    ["{{ 'a' ~ 1 * 2 }}", '', 'a2'],
    [
      "{{ value_json.mode in ['color', 'white'] and value_json.mode != 'white' }}",
      '{"mode":"color"}',
      'True',
    ],
    ["{{ 'x' not in value }}", 'abc', 'True'],
    ['{{ 1 < value | int <= 5 }}', '5', 'True'],
    ['{{ not value_json.off is defined }}', '{}', 'True'],
    ['{{ value_json.x is not none and value_json.x is number }}', '{"x":3}', 'True'],
    ['{{ value_json.x | is_defined }}', '{}', undefined],
    ['{{ value_json.a.b }}', '{}', undefined],
    ['{{ value_json.a }}', 'no json', undefined],
    ['{{ value_json.a }}', '{}', ''],
    ['{{ value | int }}', 'abc', undefined],
    ['{{ 1 / 0 }}', '', undefined],
    ['{{ value_json }}', '{"a":["x",1,null,true]}', "{'a': ['x', 1, None, True]}"],
    ['{# the state #}{{ value }}', 'x', 'x'],
    ['{% set c = value_json.c %}{{ c.h | round }},{{ c.s }}', '{"c":{"h":10.4,"s":5}}', '10,5'],
    ["{{ value.strip().lower().replace('an', 'on').startswith('on') }}", ' AN ', 'True'],
    ['{{ (value | from_json).a }}', '{"a":1}', '1'],
    ['{{ \'}}\' ~ value ~ "{%" }}', 'x', '}}x{%'],
  ])('%s of %s', (source, payload, expected) => {
    expect(ofValue(source, payload)).toBe(expected)
  })
})

describe('templates that make a command', () => {
  it.each([
    ['{{ red }},{{ green }},{{ blue }}', { red: 255, green: 0, blue: 127 }, '255,0,127'],
    ["#{{ '%02x%02x%02x' | format(red, green, blue) }}", { red: 255, green: 0, blue: 127 }, '#ff007f'],
    ["{{ '#%02X%02X%02X' % (red, green, blue) }}", { red: 255, green: 0, blue: 127 }, '#FF007F'],
    ["{{ '{:02x}{:02X}{}'.format(red, green, blue) }}", { red: 255, green: 10, blue: 127 }, 'ff0A127'],
    ["{{ '%.2f|%5d|%-4s|%s|%%' | format(1.005, 42, 'ab', none) }}", {}, '1.00|   42|ab  |None|%'],
    ['{"bri":{{ value }}}', { value: 12 }, '{"bri":12}'],
    [
      '{{ {"on": state, "bri": (value / 2) | int} | tojson }}',
      { state: true, value: 5 },
      '{"on":true,"bri":2}',
    ],
    [
      '{"state": "on"{%- if brightness is defined -%}, "brightness": {{ brightness }}{%- endif -%}' +
        '{%- if red is defined and green is defined and blue is defined -%}, "color": [{{ red }}, {{ green }}, {{ blue }}]{%- endif -%}' +
        '{%- if effect is defined -%}, "effect": "{{ effect }}"{%- endif -%}}',
      { state: true, brightness: 7 },
      '{"state": "on", "brightness": 7}',
    ],
    [
      '{{ [red,green,blue]|join("-") }},{{ transition | default(0, boolean=true) | float }}',
      { red: 1, green: 2, blue: 3 },
      '1-2-3,0',
    ],
  ])('%s', (source, variables, expected) => {
    expect(rendered(source, variables)).toBe(expected)
  })
})
