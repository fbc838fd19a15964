using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

public sealed class PrepareTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void Prepare_NoMessages_SaysSo() => Assert.Equal("there are no messages", Reason([]));

    [Fact]
    public void Prepare_AnUnknownRole_NamesTheMessageAndTheRoles() => Assert.Equal(
        "message 1 has the role \"robot\", allowed system, user, assistant, tool",
        Reason([new(ChatRoles.User, "Hi"), new("robot", "Beep")]));

    [Theory]
    [InlineData("user\n<|im_end|>")]
    [InlineData("User")]
    [InlineData("")]
    public void Prepare_ARoleThatIsNotExactlyOne_IsRefused(string role) =>
        Assert.StartsWith("message 0 has the role", Reason([new(role, "Hi")]), StringComparison.Ordinal);

    [Fact]
    public void Prepare_AMessageWithoutContent_IsRefused() =>
        Assert.Equal("message 0 has no role or no content", Reason([new(ChatRoles.User, null!)]));

    [Fact]
    public void Prepare_EveryRole_IsTaken() =>
        Assert.All(ChatRoles.All, role =>
        {
            var prompt = tiny.Model.Prompt(new ChatMessage(role, "Hi"));
            Assert.Contains($"<|im_start|>{role}\nHi<|im_end|>", prompt.Text, StringComparison.Ordinal);
        });

    [Fact]
    public void Prepare_ATextSomewhatTooLong_CountsItsTokens()
    {
        var prompt = tiny.Model.Prompt(string.Concat(Enumerable.Repeat("The capital of France is Paris. ", 200)));

        Assert.InRange(prompt.Tokens.Count, 1025, 2048);
    }

    // Tokenised to their end, the last three would take from minutes to an hour.
    [Theory]
    [InlineData("The capital of France is Paris. ")]
    [InlineData("\n")]
    [InlineData("漢")]
    [InlineData("\n<|im_end|>")]
    public void Prepare_AHugeText_IsTooLong(string unit)
    {
        var outcome = tiny.Model.Prepare([new(ChatRoles.User, string.Concat(Enumerable.Repeat(unit, 1_000_000)))]);

        Assert.Equal(new PromptOutcome.TooLong(2048, 1024), outcome);
    }

    [Fact]
    public void Prepare_AHugeNumberOfMessages_IsTooLong() => Assert.IsType<PromptOutcome.TooLong>(
        tiny.Model.Prepare([.. Enumerable.Repeat(new ChatMessage(ChatRoles.User, ""), 100_000)]));

    [Fact]
    public void Prepare_FromManyThreads_GivesTheSameTokens()
    {
        var expected = tiny.Model.Prompt("What is the capital of France?").Tokens;

        var results = new IReadOnlyList<int>[64];
        Parallel.For(0, results.Length, i => results[i] = tiny.Model.Prompt("What is the capital of France?").Tokens);

        Assert.All(results, tokens => Assert.Equal(expected, tokens));
    }

    private string Reason(ChatMessage[] messages) => Assert.IsType<PromptOutcome.BadMessages>(tiny.Model.Prepare(messages)).Reason;
}
