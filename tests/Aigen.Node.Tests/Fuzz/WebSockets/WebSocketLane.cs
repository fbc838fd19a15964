using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz.WebSockets;

/// <summary>Keeps a WebSocket and sends messages in good frames, several before the first answer is there.</summary>
internal sealed class WebSocketLane : Lane
{
    private const int MostAtOnce = 24;
    private const int GroupsAConnection = 20;
    private const int MostFragments = 4;
    private const int TooLarge = 1009;

    // RFC 6455, section 7.4.1: a text that is not UTF-8.
    private const int NoText = 1007;

    private const int ShownOfAMessage = 300;

    private readonly DueAnswers _due = new();

    // What went out since nothing was due, with the lengths of its fragments.
    private readonly List<(byte[] Body, int[] Fragments)> _sent = [];
    private readonly BentCalls _calls;
    private Wire? _wire;
    private FrameReader? _reader;
    private int _groups;
    private bool _bears;

    public WebSocketLane(FuzzTarget target, int seed)
        : base(target, seed) => _calls = new BentCalls(Random, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    protected override async Task<int> NextAsync(int most)
    {
        if (_wire is null || _groups++ % GroupsAConnection == 0) await ReconnectAsync();
        var count = Math.Min(most, Random.Next(1, MostAtOnce));
        var (bytes, pings) = (new MemoryStream(), 0);
        for (var i = 0; i < count; i++) pings += AddMessage(bytes);
        var sending = _wire!.SendAsync(bytes.ToArray());
        var isOpen = await ReadAsync(_reader!.Pongs + pings);
        await sending;
        if (!isOpen) HangUp();
        return count;
    }

    protected override void HangUp()
    {
        _wire?.Dispose();
        _wire = null;
        Forget();
    }

    private void Forget()
    {
        _due.Clear();
        _sent.Clear();
    }

    private async Task ReconnectAsync()
    {
        HangUp();
        _wire = await ConnectAsync();
        _bears = Random.Next(4) == 0;
        await Handshake.UpgradeAsync(_wire, _bears ? Target.BearerToken : null);
        _reader = new FrameReader(_wire);
    }

    // In fragments, with pings between them; how many pings.
    private int AddMessage(MemoryStream bytes)
    {
        var body = _calls.NextBody();
        while (_bears && BentCalls.Revokes(body)) body = _calls.NextBody();
        _due.Add(ExpectedAnswer.To(body, FuzzTarget.BatchCalls, FuzzTarget.Depth), body);
        var fragments = new int[Random.Next(3) == 0 ? Random.Next(1, MostFragments) : 1];
        _sent.Add((body, fragments));
        var (pings, at) = (0, 0);
        for (var i = 0; i < fragments.Length; i++)
        {
            var isLast = i == fragments.Length - 1;
            fragments[i] = isLast ? body.Length - at : Random.Next(body.Length - at + 1);
            bytes.Write(new Frame(isLast, i == 0 ? Frame.Text : Frame.Continuation, body.AsMemory(at, fragments[i])).Masked(Mask()));
            at += fragments[i];
            if (Random.Next(10) > 0) continue;
            bytes.Write(new Frame(true, Frame.Ping, new byte[Random.Next(126)]).Masked(Mask()));
            pings++;
        }

        return pings;
    }

    private uint Mask() => (uint)Random.Next();

    // False where the node has said goodbye, as it had to.
    private async Task<bool> ReadAsync(int pongs)
    {
        while (_due.Count > 0 || _reader!.Pongs < pongs)
        {
            if (await _reader!.ReadAsync() is not { } message)
            {
                if (_sent.Any(one => MayEnd(one.Body))) return false;
                throw new InvalidDataException($"the node said goodbye with {_reader.CloseCode?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}\n{ShowSent()}");
            }

            if (message.ValueKind is JsonValueKind.Undefined || IsNotification(message)) continue;
            if (_due.FindFault(message) is { } fault) throw Fault(fault.What, fault.Body, Encoding.UTF8.GetBytes(message.GetRawText()));
        }

        if (!_sent.All(one => Utf8.IsValid(one.Body))) throw new InvalidDataException($"the node read on behind what is not UTF-8\n{ShowSent()}");
        Forget();
        return true;
    }

    private string ShowSent() => string.Join('\n', _sent.Select(one =>
        $"{(Utf8.IsValid(one.Body) ? "text" : "no text")} in fragments of {string.Join('+', one.Fragments)} bytes: {Show(one.Body, ShownOfAMessage)}"));

    // Of no text the goodbye may be lost: the node does not read on to the client's.
    private bool MayEnd(byte[] body) =>
        (_reader!.CloseCode is NoText or null && !Utf8.IsValid(body)) || (_reader.CloseCode == TooLarge && body.Length > FuzzTarget.BodyBytes);

    private static bool IsNotification(JsonElement message) => message.ValueKind == JsonValueKind.Object && message.TryGetProperty("method", out _);
}
