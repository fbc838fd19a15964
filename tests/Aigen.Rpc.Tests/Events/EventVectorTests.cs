using System.Text;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Rpc.Events;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.Tests.Events;

/// <summary>The bytes of every kind of event, of its cursor and of a gap, as they are sent.</summary>
public sealed class EventVectorTests
{
    private static readonly JsonElement Vector = JsonElement.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "rpc", "events.json")));

    [Fact]
    public void Block_OfTheVector_IsTheSample() => Assert.Equal(Text("block"), Hex.Encode(SampleBlock.Make().Encode()));

    [Theory]
    [InlineData("events")]
    [InlineData("new_blocks")]
    [InlineData("shutdown")]
    public void Write_EventsOfTheVector_GivesTheirBytesInOrder(string name)
    {
        var topics = name switch { "events" => EventTopics.All, "new_blocks" => EventTopics.WholeBlock, _ => EventTopics.Shutdown };
        var expected = Vector.GetProperty(name).EnumerateArray().Select(static pair => (Result: pair[0].GetRawText(), Cursor: pair[1].GetString()));
        Assert.Equal(expected, Notices(topics));
    }

    [Fact]
    public void ToNotice_GapOfTheVector_GivesItsBytes()
    {
        var missed = new MissedEvents(5, "12-0-0123456789abcdef");
        missed.Add(21, "13-end-fedcba9876543210");
        Assert.Equal(Vector.GetProperty("lagged").GetRawText(), Encoding.UTF8.GetString(missed.ToNotice().Result.Span));
    }

    [Fact]
    public void Cursors_OfTheVector_ComeBackAndGoOnBehindTheirEvents()
    {
        var events = BlockEvents.Of(SampleBlock.Make(), SampleBlock.Spec).ToList();
        var cursors = Vector.GetProperty("events").EnumerateArray().Select(static pair => pair[1].GetString()!).ToList();
        Assert.Equal(events.Count, cursors.Count);
        for (var i = 0; i < cursors.Count; i++)
        {
            Assert.True(EventCursor.TryParse(cursors[i], out var cursor));
            Assert.Equal(cursors[i], cursor.ToString());
            Assert.Equal(i == cursors.Count - 1 ? new BlockLocation(13, 0) : new BlockLocation(12, (uint)i + 1), cursor.Next);
            Assert.True(cursor.IsOf(SampleBlock.Make().Hash));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12-0")]
    [InlineData("12-0-0123")]
    [InlineData("+12-0-0123456789abcdef")]
    [InlineData("012-0-0123456789abcdef")]
    [InlineData("12-END-0123456789abcdef")]
    [InlineData("12-4294967295-0123456789abcdef")]
    [InlineData("12-4294967296-0123456789abcdef")]
    [InlineData("12-0-0123456789ABCDEF")]
    [InlineData("12-0-0123456789abcdeg")]
    [InlineData("18446744073709551616-0-0123456789abcdef")]
    [InlineData("12-0-0123456789abcdef-")]
    public void TryParse_WhatNoNodeSent_IsRefused(string text) => Assert.False(EventCursor.TryParse(text, out _));

    private static List<(string Result, string? Cursor)> Notices(EventTopics topics)
    {
        var block = SampleBlock.Make();
        return [.. BlockEvents.Of(block, SampleBlock.Spec).Where(happened => (happened.Topics() & topics) != 0)
            .Select(happened => EventNotices.Write(block, happened, happened.Topics() & topics, SampleBlock.Spec))
            .Select(static notice => (Encoding.UTF8.GetString(notice.Result.Span), notice.Cursor))];
    }

    private static string Text(string name) => Vector.GetProperty(name).GetString()!;
}
