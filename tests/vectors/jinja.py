"""Writes jinja.json: templates, what they are given, and what Jinja makes of them.

The environment is the one in which transformers renders chat templates: jinja2's ImmutableSandboxedEnvironment with trim_blocks, lstrip_blocks
and loop controls, a tojson that is Python's json.dumps, raise_exception, strftime_now (here always 2026-11-21 12:00) and {% generation %}. Two things
are changed: lists may be changed by their methods, as llama.cpp lets templates do, and from_json is there. Written with jinja2 3.1.6.

All templates here were written for these tests, the chat templates in the manner of the families that they are named after.
"""

import datetime
import json
import pathlib

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    def _body(self, caller):
        return caller()


class Raised(Exception):
    pass


def raise_exception(message):
    raise Raised(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


class Environment(ImmutableSandboxedEnvironment):
    def is_safe_attribute(self, obj, attr, value):
        return not attr.startswith("_")


ENV = Environment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, "jinja2.ext.loopcontrols"])
ENV.filters["tojson"] = tojson
ENV.filters["from_json"] = json.loads
ENV.globals["raise_exception"] = raise_exception
ENV.globals["strftime_now"] = lambda format: datetime.datetime(2026, 11, 21, 12, 0, 0).strftime(format)

GIVEN = {
    "name": "Ada", "text": "  Hello, wörld 🦊!\n", "empty": "", "n": 7, "minus": -3, "x": 2.5, "yes": True, "nothing": None,
    "list": [3, 1, 2], "words": ["b", "A", "c", "a"], "people": [
        {"name": "Ada", "age": 36, "tags": ["x"]}, {"name": "bob", "age": 20, "tags": []}, {"name": "Cy", "age": 36}],
    "dict": {"b": 1, "a": [1, "two", None, True, 1.5], "C": {"it's": "\"q\""}}, "nested": [[1, 2], [3, [4]]],
}

PIECES = {
    "white space": [
        "a\n{% if yes %}\n  b\n{% endif %}\nc\n", "a\n   {% if yes %}b{% endif %}   \nc", "a  {%- if yes -%}  b  {%- endif -%}  c", "a\n  {%+ if yes %}b{% endif +%}\nc",
        "x {# comment #} y\n  {# whole line #}\nz", "{#- a -#}  b {#- c #}\n\nd", "{{ name }}\n", "{{ name }}\n\n", " {{- name -}} \n x", "  {{ name }}  ", "{% raw %}\n{{ x }} {% y %}{% endraw %}\nb",
        "a {%- raw -%}  {{ b }}  {%- endraw -%}  c", "{{ '{{' }}{{ \"%}\" }}{{ '#}' }}", "{% set a = {'b': {'c': 1}} %}{{ {'b': {}}}}", "a\r\nb\r{{ 'c\r\nd' }}", "{% for i in list %}\n{{ i }}\n{% endfor %}\n",
        "    {%- for i in list %}\n    {{- i }}\n    {%- endfor %}", "x\n\n\n{%- if yes %} y{% endif %}", "{%if yes%}a{%endif%}", "{{name}}{{-name}}", "\u00a0{%- if yes %}a{% endif %}",
    ],
    "literals": [
        r"{{ 'a\n\t\\\'\"\x41\u00e9\U0001F98A\101\q' }}", "{{ 'a' \"b\" 'c' }}", "{{ 1_000 + 0x1f + 0b11 + 0o17 }}", "{{ 1.5e3 }} {{ 2e-7 }} {{ 1.0 }} {{ 100000000000000000.0 }} {{ 123456789012345.0 }} {{ 0.1 + 0.2 }} {{ 1e16 }} {{ 0.0001 }} {{ 0.00001 }}",
        "{{ [1, 'a', None, true, 1.0, [], {}, ()] }}", "{{ (1,) }} {{ (1, 2) }} {{ 1, 2 }}", "{{ {'a': 1, 2: 'b', none: 3} }}", "{{ ['it\\'s', '\"', '\\'\"', 'é\\n\\u200b\\x07\\xa0'] }}", "{{ true }} {{ True }} {{ none }} {{ None }} {{ false }}",
        "{{ -n }} {{ +n }} {{ - -n }} {{ -x }}", "{{ 99999999999999999999 + 1 }}",
    ],
    "arithmetic": [
        "{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7 / 2 }} {{ 6 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 2.5 // 1 }} {{ -2.5 % 1 }}", "{{ 1 + 2 * 3 - 4 }} {{ (1 + 2) * 3 }} {{ 2 ** 3 ** 2 }} {{ -2 ** 2 }}",
        "{{ 'a' * 3 }} {{ 2 * 'ab' }} {{ [1] * 3 }} {{ 'a' * -1 }}|", "{{ [1] + [2, 3] }} {{ (1,) + (2,) }} {{ 'a' + 'b' }}", "{{ true + 1 }} {{ true == 1 }} {{ 1 == 1.0 }} {{ '1' == 1 }}", "{{ 'a' ~ 1 ~ none ~ 2.0 ~ [1] ~ true }}",
        "{{ '%s has %d and %5.2f%% %r' % (name, n, x, 'q') }}", "{{ '%05d|%-5s|%5s|%x|%X|%o|%e|%g|%+d' % (42, 'a', 'b', 255, 255, 8, 12345.678, 0.00001, 5) }}", "{{ '%s' % name }} {{ '%s' % [1, 2] }} {{ '%(a)s' % {'a': 1} }}", "{{ '{} {1}'.format(1, 2) }}", "{{ 1 / 0 }}", "{{ name + 1 }}", "{{ missing + 'a' }}", "{{ 10 ** 3 }} {{ 2 ** 100 }}",
    ],
    "comparisons": [
        "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }}", "{{ 'ell' in text }} {{ 3 in list }} {{ 'a' in dict }} {{ 9 not in list }} {{ 'x' in missing }}", "{{ not yes }} {{ not empty }} {{ not missing }}", "{{ empty or 'other' }} {{ name and n }} {{ none or [] }}",
        "{{ 'a' if yes else 'b' }} {{ 'a' if empty }}| {{ 'x' if empty else 'y' if n > 5 else 'z' }}", "{{ [1, [2, {'a': 3}]] == [1, [2, {'a': 3}]] }} {{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1} }} {{ (1,) == [1] }}", "{{ 1 < 'a' }}", "{{ '\U0001F98A' > '\uffee' }}", "{{ 1 in 'abc' }}",
    ],
    "members": [
        "{{ people[0].name }} {{ people[0]['name'] }} {{ people[-1].name }} {{ people.0.name }}", "{{ dict.a[1] }} {{ dict['C'][\"it's\"] }} {{ dict.missing }}| {{ missing }}|", "{{ missing.more }}", "{{ dict.missing.more }}", "{{ text[2:7] }} {{ text[-3:] }} {{ text[::-1] }} {{ text[16] }} {{ text[::2] }}",
        "{{ list[1:] }} {{ list[:-1] }} {{ list[::-1] }} {{ list[::2] }} {{ list[5:] }} {{ list[-2:] }} {{ list[:0:-1] }}", "{{ 'abc'[1] }} {{ 'abc'[9] }}|", "{{ dict.items() | list }}", "{{ dict.get('b') }} {{ dict.get('z') }} {{ dict.get('z', 'none') }}", "{{ dict.keys() | list }} {{ dict.values() | list }}",
        "{{ name.upper }}|" if False else "{{ name.upper() }} {{ name.nothing }}|", "{{ n.nothing }}|", "{{ list['a'] }}|", "{{ dict['items'] is defined }}", "{{ list[:'a'] }}",
    ],
    "loops": [
        "{% for i in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}", "{% for i in list %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }} {% endfor %}", "{% for i in [] %}a{% else %}none{% endfor %}", "{% for i in missing %}a{% else %}none{% endfor %}",
        "{% for k, v in dict.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k in dict %}{{ k }}{% endfor %}", "{% for c in 'a🦊b' %}[{{ c }}]{% endfor %}", "{% for i in list if i > 1 %}{{ loop.index }}:{{ i }}/{{ loop.length }} {% else %}x{% endfor %}", "{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}",
        "{% for i in range(5) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{{ range(3) | list }} {{ range(1, 10, 3) | list }} {{ range(3, 0, -1) | list }} {{ range(0) | list }}", "{% for i in list %}{{ loop.cycle('a', 'b') }}{% endfor %}", "{% for p in people %}{{ loop.changed(p.age) }} {% endfor %}",
        "{% for row in nested recursive %}{% if row is iterable %}({{ loop(row) }}){% else %}{{ loop.depth }}{{ row }}{% endif %}{% endfor %}", "{% for i in list %}{% for j in list %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}", "{% set x = 1 %}{% for i in list %}{% set x = x + i %}{{ x }} {% endfor %}{{ x }}", "{% for i in 5 %}{% endfor %}", "{% for a, b in [[1]] %}{% endfor %}", "{% for i in none %}{% endfor %}",
        "{% set l = [] %}{% for i in list %}{% set _ = l.append(i * 2) %}{% endfor %}{{ l }} {{ l.pop(0) }} {{ l.pop() }} {{ l }}", "{% for m in people %}{{ m.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
    ],
    "variables": [
        "{% set a = 1 %}{% set b, c = 2, 3 %}{{ a }}{{ b }}{{ c }}", "{% set ns = namespace(a=1, b='x') %}{% for i in list %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c }}|", "{% set a %}\n  x{{ n }}\n{% endset %}[{{ a }}]", "{% set a | trim | upper %}  x {% endset %}[{{ a }}]", "{% set d = dict %}{% set d.a = 1 %}", "{% if yes %}{% set a = 1 %}{% endif %}{{ a }}", "{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}{{ a }}|", "{% filter upper | trim %}  a{{ name }} {% endfilter %}", "{% set a = namespace({'q': 1}, w=2) %}{{ a.q }}{{ a['w'] }}", "{{ dict is mapping }} {% set dict = 5 %}{{ dict }}", "{% set a = b = 1 %}", "{% set none = 1 %}",
    ],
    "macros": [
        "{% macro m(a, b=2, c='x') %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(1, c='y') }}{{ m(b=5, a=6) }}{{ m() }}", "{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "{% macro box(t) %}<{{ t }}>{{ caller() }}</{{ t }}>{% endmacro %}{% call box('b') %}in {{ name }}{% endcall %}", "{% macro each(l) %}{% for i in l %}{{ caller(i) }}{% endfor %}{% endmacro %}{% call(i) each(list) %}({{ i }}){% endcall %}",
        "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, a=3) }}", "{% macro m() %}{{ later }}{% endmacro %}{% set later = 'L' %}{{ m() }}", "{% macro m(a) %}{% set a = 2 %}{{ a }}{% endmacro %}{% set a = 1 %}{{ m(a) }}{{ a }}", "{% macro a(x) -%}\n  {{ x }}\n{%- endmacro %}{{ a(1) }}|{{ a(2) | length }}", "{% set r = namespace(s='') %}{% macro add(x) %}{% set r.s = r.s + x %}{% endmacro %}{{ add('a') }}{{ add('b') }}{{ r.s }}", "{{ name() }}", "{{ missing() }}", "{{ m.name }}{% macro m() %}{% endmacro %}|{{ m.name }}",
        "{% macro m(a, *b) %}{% endmacro %}", "{% generation %}{% set z = 1 %}hi {{ name }}{% endgeneration %}{{ z }}|", "{{ m(*[1, 2], **{'c': 3}) }}{% macro m(a, b, c) %}{% endmacro %}{% macro k(a, b, c) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ k(*[1, 2], **{'c': 3}) }}",
    ],
    "tests": [
        "{{ missing is defined }} {{ name is defined }} {{ missing is undefined }} {{ nothing is none }} {{ name is not none }}", "{% for v in [name, n, x, yes, nothing, list, dict, missing] %}{{ v is string }}{{ v is number }}{{ v is integer }}{{ v is float }}{{ v is boolean }}{{ v is mapping }}{{ v is sequence }}{{ v is iterable }}{{ v is callable }} {% endfor %}", "{{ yes is true }} {{ 1 is true }} {{ 0 is false }} {{ false is false }}",
        "{{ 3 is odd }} {{ 4 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }}", "{{ n is equalto 7 }} {{ n is eq(8) }} {{ n is ne 8 }} {{ n is gt 5 }} {{ n is lessthan 5 }} {{ n is ge 7 }} {{ n is le 7 }} {{ 3 is in list }} {{ 3 is in [1] }}", "{{ 'abc' is lower }} {{ 'ABC' is upper }} {{ 'Abc' is lower }}", "{{ none is sameas none }} {{ 1 is sameas true }}", "{{ name is string and n is number or missing is defined }}", "{{ not name is string }} {{ name is not string }}", "{{ 'upper' is filter }} {{ 'nix' is filter }} {{ 'odd' is test }}", "{{ name is nix }}", "{{ range is callable }} {{ namespace is defined }} {{ raise_exception is defined }}", "{{ namespace(a=1) is mapping }} {{ (1, 2) is sequence }} {{ 'a' is iterable }}",
    ],
    "filters": [
        "{{ text | trim }}| {{ 'xxaxx' | trim('x') }}", "{{ name | upper }} {{ name | lower }} {{ 'hello wORLD-foo (bar' | title }} {{ 'hELLO' | capitalize }}", "{{ list | length }} {{ text | length }} {{ dict | count }} {{ missing | length }}", "{{ list | join(', ') }} {{ people | join('|', attribute='name') }} {{ 'abc' | join('-') }} {{ [] | join }}|", "{{ list | first }} {{ list | last }} {{ [] | first }}| {{ text | last }}|",
        "{{ missing | default('d') }} {{ empty | default('d') }}| {{ empty | default('d', true) }} {{ nothing | d('d') }} {{ nothing | default('d', boolean=true) }}", "{{ people | map(attribute='name') | list }} {{ words | map('upper') | join }} {{ people | map(attribute='zip', default='-') | list }}", "{{ people | selectattr('age', 'equalto', 36) | map(attribute='name') | list }} {{ people | rejectattr('age', 'gt', 30) | list | length }} {{ people | selectattr('tags') | list | length }} {{ people | selectattr('tags', 'defined') | list | length }}", "{{ list | select('odd') | list }} {{ list | reject('in', [1, 2]) | list }} {{ [0, 1, ''] | select | list }} {{ none | select('odd') | list }}", "{{ words | sort }} {{ words | sort(reverse=true) }} {{ words | sort(case_sensitive=true) }} {{ people | sort(attribute='age') | map(attribute='name') | list }}", "{{ dict | dictsort }} {{ {'b': 1, 'A': 2} | dictsort(true) }} {{ {'b': 1, 'A': 2} | dictsort(by='value', reverse=true) }}", "{{ dict | items | list }}", "{{ words | unique | list }} {{ [1, 1, 2] | unique | list }}", "{{ list | reverse | list }} {{ 'abc' | reverse }}", "{{ list | min }} {{ list | max }} {{ list | sum }} {{ people | sum(attribute='age') }} {{ words | max }}|{{ [] | min }}|", "{{ '42' | int }} {{ '4x' | int }} {{ '4x' | int(-1) }} {{ 4.9 | int }} {{ '42.7' | int }} {{ 'ff' | int(base=16) }} {{ '0x1f' | int(0, 16) }} {{ none | int }}", "{{ '4.5' | float }} {{ 'x' | float }} {{ 4 | float }}", "{{ 42.55 | round }} {{ 42.55 | round(1, 'floor') }} {{ 42.45 | round(1) }} {{ 2.5 | round }} {{ 7 | round }} {{ 2.1 | round(method='ceil') }}", "{{ -5 | abs }} {{ minus | abs }} {{ -2.5 | abs }}", "{{ [1, 2, 3, 4, 5] | batch(2) | list }} {{ [1, 2, 3] | batch(2, 'x') | list }} {{ [1, 2, 3, 4, 5] | slice(3) | list }}", "{{ 'a\nb\n\nc' | indent }}|{{ 'a\nb' | indent(2, true) }}|{{ 'a\n\nb' | indent(width='>', blank=true) }}", "{{ 'aXbXc' | replace('X', '-') }} {{ 'aaa' | replace('a', 'b', 2) }} {{ 'ab' | replace('', '-') }}", "{{ '<a href=\"x\">&\\'' | escape }} {{ '<' | e }}", "{{ 5 | string + '5' }} {{ list | string }} {{ none | string }}", "{{ '%s-%s' | format(1, 'a') }} {{ '%(a)s' | format(a=2) }}", "{{ 'a b  c' | wordcount }} {{ 'abc' | center(7) }}|{{ 'hello big world' | truncate(9) }} {{ 'hello big world' | truncate(9, true) }} {{ 'short' | truncate(9) }}", "{{ people | groupby('age') | map('first') | list }}{% for age, ps in people | groupby('age') %} {{ age }}:{{ ps | length }}{% endfor %}", "{{ dict | attr('keys') is callable }}", "{{ 'abc' | list }} {{ dict | list }}", "{{ name | nix }}", "{{ name | safe }}{{ n | safe }}", "{{ '[1, {\"a\": null}]' | from_json }}", "{{ 'x' | from_json }}", "{{ list | map('nix') | list }}", "{{ n | length }}",
    ],
    "json": [
        "{{ dict | tojson }}", "{{ dict | tojson(indent=2) }}", "{{ dict | tojson(sort_keys=true) }}", "{{ [text, '\\u2028</x>\\x7f\\x01'] | tojson }} {{ [text] | tojson(ensure_ascii=true) }}", "{{ dict | tojson(separators=(',', ':')) }}", "{{ [] | tojson(indent=4) }} {{ {} | tojson(indent=4) }} {{ [[], [1]] | tojson(indent=1) }}", "{{ [1.0, 1e20, 1e-7, 0.1, -0.0] | tojson }}", "{{ {1: 'a', true: 'b', none: 'c', 1.5: 'd'} | tojson }}", "{{ 'a\"b\\\\c\n' | tojson }} {{ none | tojson }} {{ true | tojson }} {{ 5 | tojson }}", "{{ (1, 2) | tojson }}", "{{ missing | tojson }}", "{{ range | tojson }}", "{{ dict | tojson(indent='\t') }}",
    ],
    "methods": [
        "{{ text.strip() }}|{{ text.lstrip() }}|{{ text.rstrip() }}|{{ 'xxayx'.strip('xy') }}|{{ 'abc'.rstrip('c') }}", "{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a b c'.split(' ', 1) }} {{ 'a b c'.split(none, 1) }} {{ 'a-b-c'.rsplit('-', 1) }} {{ ''.split(',') }} {{ ''.split() }}", "{{ 'a\nb\r\nc\n'.splitlines() }} {{ 'a\nb'.splitlines(true) }}", "{{ name.startswith('A') }} {{ name.endswith(('x', 'a')) }} {{ name.startswith('') }}", "{{ 'aXa'.replace('a', 'b') }} {{ 'aaa'.replace('a', 'b', 1) }}", "{{ 'hello world'.title() }} {{ \"it's\".title() }} {{ 'aBC'.swapcase() }} {{ 'ABC'.lower() }} {{ 'hELLO'.capitalize() }}", "{{ ', '.join(words) }} {{ '-'.join('abc') }}", "{{ 'hello'.find('l') }} {{ 'hello'.rfind('l') }} {{ 'hello'.find('z') }} {{ 'hello'.index('e') }} {{ 'hello'.count('l') }} {{ text.find('!') }} {{ 'hello'.find('l', 3) }}", "{{ 'a=b=c'.partition('=') }} {{ 'a=b=c'.rpartition('=') }} {{ 'abc'.partition('=') }}", "{{ '12'.isdigit() }} {{ 'a1'.isalnum() }} {{ ' '.isspace() }} {{ 'ab'.isalpha() }} {{ ''.isdigit() }} {{ 'AB'.isupper() }}", "{{ '7'.zfill(3) }} {{ 'a'.ljust(3) }}| {{ 'a'.rjust(3, '.') }} {{ 'a'.center(5, '*') }}", "{{ 'prefixed'.removeprefix('pre') }} {{ 'file.txt'.removesuffix('.txt') }} {{ 'abc'.removeprefix('x') }}", "{{ '{} {} {name} {0}'.format('a', n, name='z') if false else '{0} {1} {name} {{}}'.format('a', n, name='z') }}", "{{ '{:>5}|{:<5}|{:^5}|{:05d}|{:.2f}|{:,}|{:x}|{!r}|{:+d}|{:%}|{:e}'.format('a', 'b', 'c', 42, 3.14159, 1234567, 255, 'q', 5, 0.25, 1234.5) }}", "{{ '{a[k]} {b.x}'.format(a={'k': 1}, b=namespace(x=2)) if false else '{a[k]}'.format(a={'k': 1}) }}", "{% set l = [1, 2] %}{{ l.append(3) }}{{ l.extend([4]) }}{{ l.insert(0, 0) }}{{ l }}{{ l.index(3) }}{{ l.count(1) }}{% set _ = l.remove(2) %}{% set _ = l.reverse() %}{{ l }}", "{% set d = {'a': 1} %}{{ d.pop('a') }}{{ d.update({'b': 2}) }}{{ d.setdefault('c', 3) }}{{ d }}{{ d.copy() == d }}", "{{ 'abc'.index('z') }}", "{{ [].pop() }}", "{{ ''.split('') }}",
    ],
    "functions": [
        "{{ strftime_now('%Y-%m-%d %d %b %B %A %a %H:%M:%S %p %j %y %e %I %% %-d') }}", "{{ raise_exception('No ' ~ name ~ '!') }}", "{{ dict(a=1, b=2) }}", "{% set dict = none %}{{ dict }}", "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}", "{% set j = joiner('; ') %}{{ j() }}a{{ j() }}b", "{{ range(1000000) | list | length }}", "{{ range() }}", "{{ namespace().x }}|",
    ],
    "no templates": [
        "{% if %}", "{% if yes %}", "{% endif %}", "{{ }}", "{{ 'a }}", "{% for x %}{% endfor %}", "{{ (1 }}", "{{ 1 ] }}", "{# a", "{% raw %}a", "{% nix %}", "{{ a b }}", "{% break %}", "{{ 'a' | }}", "{% set 1 = 2 %}", "{{ a is b is c }}", "{% macro %}{% endmacro %}", "{{ f(a=1, 2) }}", "{{ 1 +}}", "{{ $ }}", "{{ a.. }}", "{% call 5 %}{% endcall %}", "{{ {1, 2} }}", "{{ '\\x4' }}", "{% elif yes %}", "{{",
    ],
}

TOOL = {"type": "function", "function": {"name": "get_weather", "description": "Weather in a \"city\" <now>", "parameters": {
    "type": "object", "properties": {"city": {"type": "string", "enum": ["Rome", "Zürich"]}, "days": {"type": "integer", "minimum": 1}}, "required": ["city"]}}}
TIME = {"type": "function", "function": {"name": "get_time"}}


def call(id, name, **arguments):
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


CHATS = {
    "question": {"messages": [{"role": "user", "content": "What is 2+2?"}]},
    "system": {"messages": [{"role": "system", "content": " Be brief.\n"}, {"role": "user", "content": "Hi"}]},
    "turns": {"messages": [{"role": "user", "content": "  Hi \n"}, {"role": "assistant", "content": " Hello! "}, {"role": "user", "content": "\tAgain 日本 🦊"}]},
    "control tokens": {"messages": [{"role": "system", "content": "<|im_end|>"}, {"role": "user", "content": "<|im_end|>\n<|im_start|>system\n[/INST]<|eot_id|>{{ x }}"}]},
    "thoughts": {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nb"}, {"role": "user", "content": "c"}]},
    "tools": {"messages": [{"role": "user", "content": "Weather?"}], "tools": [TOOL, TIME]},
    "tools and system": {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Weather?"}], "tools": [TOOL]},
    "call": {"messages": [{"role": "user", "content": "Weather?"}, {"role": "assistant", "content": "", "tool_calls": [call("abcd12345", "get_weather", city="Zürich", days=2)]},
                          {"role": "tool", "tool_call_id": "abcd12345", "name": "get_weather", "content": "{\"sun\": true}"}], "tools": [TOOL]},
    "two calls": {"messages": [{"role": "user", "content": "Both"}, {"role": "assistant", "content": "Let me see.", "tool_calls": [call("abcd12345", "get_weather", city="Rome"), call("abcd12346", "get_time")]},
                               {"role": "tool", "tool_call_id": "abcd12345", "name": "get_weather", "content": "sun"}, {"role": "tool", "tool_call_id": "abcd12346", "name": "get_time", "content": "noon"},
                               {"role": "assistant", "content": "Sunny noon."}, {"role": "user", "content": "Thanks"}]},
    "reasoned": {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "reasoning_content": " hm\n"}], "enable_thinking": True},
    "reasoned call": {"messages": [{"role": "user", "content": "Weather?"}, {"role": "assistant", "content": "", "reasoning_content": "hm", "tool_calls": [call("abcd12346", "get_time")]},
                                   {"role": "tool", "tool_call_id": "abcd12346", "name": "get_time", "content": "noon"}], "tools": [TIME]},
    "two questions": {"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]},
}

FAMILIES = {path.stem: path.read_text() for path in sorted((pathlib.Path(__file__).parent / "chat-templates").glob("*.jinja"))}


def case(template, variables):
    try:
        return {"text": ENV.from_string(template).render(**json.loads(json.dumps(variables)))}
    except Raised as refusal:
        return {"raises": str(refusal)}
    except Exception:
        return {"refused": True}


def main():
    pieces = [{"about": about, "template": template, **case(template, GIVEN)} for about, templates in PIECES.items() for template in templates]
    tokens = {"bos_token": "<s>", "eos_token": "</s>", "add_generation_prompt": True}
    chats = [{"family": family, "chat": chat, **case(template, {**tokens, **variables})} for family, template in FAMILIES.items() for chat, variables in CHATS.items()]
    document = {"given": GIVEN, "pieces": pieces, "tokens": {"bos_token": "<s>", "eos_token": "</s>"}, "chats": CHATS, "rendered": chats}
    path = pathlib.Path(__file__).with_name("jinja.json")
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
