using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz;

/// <summary>One client that sends requests of a kind, one group behind the other, and judges every answer.</summary>
internal abstract class Lane(FuzzTarget target, int seed)
{
    private const int MostFaults = 20;
    private const int ShownBytes = 1_500;

    protected Random Random { get; } = new(seed);

    protected FuzzTarget Target => target;

    /// <summary>Requests that were sent and answered, or given up, as they should be.</summary>
    public long Done { get; private set; }

    /// <summary>Connections that it took.</summary>
    public long Connections { get; private set; }

    /// <summary>Goes on behind a fault: one run is to tell all that it finds.</summary>
    public async Task RunAsync(long requests, ConcurrentQueue<string> faults)
    {
        while (Done < requests && faults.Count < MostFaults)
        {
            try
            {
                Done += await NextAsync((int)Math.Min(requests - Done, int.MaxValue));
            }
            catch (Exception e)
            {
                faults.Enqueue($"{GetType().Name} of seed {seed}, after {Done} requests: {(e is InvalidDataException ? e.Message : e)}");
                HangUp();
                Done++;
            }
        }

        HangUp();
    }

    /// <summary>Sends some requests, at most so many; how many.</summary>
    protected abstract Task<int> NextAsync(int most);

    protected virtual void HangUp()
    {
    }

    protected async Task<Wire> ConnectAsync()
    {
        Connections++;
        return await Wire.ConnectAsync(target.Url);
    }

    /// <summary>Fails with what was sent and what was answered.</summary>
    protected static Exception Fault(string what, ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> received) =>
        new InvalidDataException($"{what}\nsent: {Show(sent)}\nreceived: {Show(received)}");

    /// <summary>Fails where an answer is not one that is due.</summary>
    protected static void Judge(ExpectedAnswer expected, ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> sent)
    {
        try
        {
            if (expected.FindFault(JsonElement.Parse(answer.Span)) is { } fault) throw Fault(fault, sent, answer);
        }
        catch (JsonException e)
        {
            throw Fault($"the answer is no JSON: {e.Message}", sent, answer);
        }
    }

    protected static string Show(ReadOnlyMemory<byte> bytes, int most = ShownBytes)
    {
        var text = new StringBuilder();
        foreach (var one in bytes.Span[..Math.Min(bytes.Length, most)]) text.Append(one is >= 0x20 and < 0x7F ? $"{(char)one}" : $"\\x{one:x2}");
        return bytes.Length > most ? $"{text}... ({bytes.Length} bytes)" : $"{text}";
    }
}
