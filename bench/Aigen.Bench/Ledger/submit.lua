-- Posts each line of a file once, for so many seconds or until the lines are sent, waits for what is on its way, and stops at the first
-- answer that does not hold the expected text as often as it should. Arguments: the file, the text, how often an answer holds it, seconds.
-- Its RESULT is what was answered as expected, in how many seconds, when the first was sent (the monotonic clock's seconds), what failed.
-- It is written as soon as it is known; wrk itself goes on for as long as it was told.
local ffi = require('ffi')
ffi.cdef [[
typedef struct { long seconds; long nanoseconds; } bench_time;
int clock_gettime(int clock, bench_time *time);
]]

local MONOTONIC = 1

-- wrk wants something to send: of a request that never ends, no server makes anything.
local BEGINNING = 'P'

local function now()
  local time = ffi.new('bench_time')
  ffi.C.clock_gettime(MONOTONIC, time)
  return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

function init(args)
  requests, expected, perAnswer, seconds = {}, args[2], tonumber(args[3]), tonumber(args[4])
  sent, answered, first, last = 0, 0, 0, 0
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
  local time = now()
  if sent == 0 then first = time end
  if sent == #requests or time - first > seconds then return BEGINNING end
  sent = sent + 1
  return requests[sent]
end

local function holdsExpected(body)
  if perAnswer == 1 then return body:find(expected, 1, true) end
  local _, count = body:gsub(expected, '')
  return count == perAnswer
end

local function finish(failure)
  io.write(string.format('RESULT %d %.6f %.6f %s\n', answered * perAnswer, last - first, first, failure))
  io.flush()
  wrk.thread:stop()
end

function response(status, headers, body)
  if status ~= 200 or not holdsExpected(body) then
    finish(status .. ' ' .. body:sub(1, 500))
    return
  end
  answered = answered + 1
  last = now()
  if answered == sent and (sent == #requests or last - first > seconds) then finish('-') end
end
