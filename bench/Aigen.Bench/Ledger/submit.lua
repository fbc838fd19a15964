-- Posts each line of a file once, for as long as wrk runs or until the lines are sent, and stops at the first answer that does not
-- hold the expected text as often as it should. Arguments: the file, the text, how often an answer holds it.
local ffi = require('ffi')
ffi.cdef [[
typedef struct { long seconds; long nanoseconds; } bench_time;
int clock_gettime(int clock, bench_time *time);
]]

local threads = {}
local MONOTONIC = 1

local function now()
  local time = ffi.new('bench_time')
  ffi.C.clock_gettime(MONOTONIC, time)
  return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  requests, expected, perAnswer = {}, args[2], tonumber(args[3])
  sent, answered, first, last, failure = 0, 0, 0, 0, '-'
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format('POST', '/', { ['Content-Type'] = 'application/json' }, line)
  end
end

-- wrk itself asks for one request before it begins, to look at it, and does not send it.
function request()
  if first == 0 then
    first = now()
    return requests[1]
  end
  if sent == #requests then
    wrk.thread:stop()
    return requests[1]
  end
  sent = sent + 1
  if sent == 1 then first = now() end
  return requests[sent]
end

local function holdsExpected(body)
  if perAnswer == 1 then return body:find(expected, 1, true) end
  local _, count = body:gsub(expected, '')
  return count == perAnswer
end

function response(status, headers, body)
  if status ~= 200 or not holdsExpected(body) then
    failure = status .. ' ' .. body:sub(1, 500)
    wrk.thread:stop()
    return
  end
  answered = answered + 1
  last = now()
  if answered == #requests then wrk.thread:stop() end
end

function done()
  local thread = threads[1]
  local seconds = thread:get('last') - thread:get('first')
  io.write(string.format('RESULT %d %.6f %s\n', thread:get('answered') * thread:get('perAnswer'), seconds, thread:get('failure')))
end
