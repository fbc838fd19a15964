namespace Aigen.Node.Tests.Fuzz.Http;

/// <summary>Keeps a connection and sends good HTTP on it, several requests before the first answer is there.</summary>
internal sealed class HttpLane(FuzzTarget target, int seed) : Lane(target, seed)
{
    private const int MostAtOnce = 24;

    private Wire? _wire;

    protected override async Task<int> NextAsync(int most)
    {
        var requests = new HttpRequests(Random, Target);
        _wire ??= await ConnectAsync();
        var group = Enumerable.Range(0, Math.Min(most, Random.Next(1, MostAtOnce))).Select(_ => requests.Next()).ToList();
        var sending = _wire.SendAsync(group.SelectMany(request => request.Bytes).ToArray());
        var done = 0;
        foreach (var request in group)
        {
            if (await HttpAnswer.ReadAsync(_wire) is not { } answer) throw Fault($"the node hung up instead of answering request {done} of {group.Count}", request.Bytes, default);
            Judge(request, answer);
            done++;
            if (!answer.Closes) continue;

            // It may where it refused the head, and the body lies unread.
            if (!request.Statuses.Contains(answer.Status)) throw Fault("the node closes a good connection", request.Bytes, answer.Body);
            HangUp();
            break;
        }

        await sending;
        return done;
    }

    protected override void HangUp()
    {
        _wire?.Dispose();
        _wire = null;
    }

    private static void Judge(HttpRequest request, HttpAnswer answer)
    {
        if (request.Statuses.Contains(answer.Status)) return;
        if (request.Expected is not { } expected || answer.Status is not (200 or 204)) throw Fault($"status {answer.Status}", request.Bytes, answer.Body);
        if (answer.Status == 204 && expected.IsNone) return;
        if (answer.Status == 204 || expected.IsNone) throw Fault($"status {answer.Status}", request.Bytes, answer.Body);
        if (!answer.IsJson) throw Fault("the answer is not called JSON", request.Bytes, answer.Body);
        Judge(expected, answer.Body, request.Bytes);
    }
}
