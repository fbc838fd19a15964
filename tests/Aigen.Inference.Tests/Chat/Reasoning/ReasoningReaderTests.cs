namespace Aigen.Inference.Tests.Chat;

/// <summary>Answers with reasoning taken apart, wherever the pieces of them are cut.</summary>
public sealed class ReasoningReaderTests
{
    [Theory]
    [InlineData("<think>\nHm. a < b\n\nSo </thin.\n</think>\n\nHello <think>.", "Hm. a < b\n\nSo </thin.", "Hello <think>.")]
    [InlineData("\n<think>Hm.</think>Hello\n", "Hm.", "Hello\n")]
    [InlineData("<think>\n\n</think>\n\nHello", "", "Hello")]
    [InlineData("<think></think>", "", "")]
    [InlineData("<think>\nHm. </thi", "Hm. </thi", "")]
    [InlineData("<think>\nHm. \n", "Hm.", "")]
    [InlineData("<think>  ", "", "")]
    [InlineData("<thin", "", "<thin")]
    [InlineData("\n Hello <think>Hm.</think>", "", "\n Hello <think>Hm.</think>")]
    [InlineData("", "", "")]
    public void Read_TheModelMayReason_SetsApartWhatItBeginsWith(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.Think, ReasoningStart.Possible, answer, reasoning, text);

    [Theory]
    [InlineData("\nHm.\n</think>\n\nHello </think>", "Hm.", "Hello </think>")]
    [InlineData("</think>Hello", "", "Hello")]
    [InlineData("Hm. I was cut", "Hm. I was cut", "")]
    [InlineData("", "", "")]
    public void Read_ThePromptHasBegunIt_EndsItAtItsMark(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.Think, ReasoningStart.Open, answer, reasoning, text);

    [Theory]
    [InlineData("<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>Hello<|END_RESPONSE|>", "Hm.", "Hello")]
    [InlineData("<|START_RESPONSE|>Hello<|END_RESPONSE|>", "", "Hello")]
    [InlineData("<|START_RESP", "", "<|START_RESP")]
    [InlineData("Hello <|END_RES", "", "Hello <|END_RES")]
    public void Read_AnAnswerWithMarksOfItsOwn_LosesThem(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.Command, ReasoningStart.Possible, answer, reasoning, text);

    [Fact]
    public void Read_TheAnswersMarksBehindAPromptThatIsThroughWithReasoning_AreLostToo() =>
        AssertReads(ReasoningForms.Command, ReasoningStart.Closed, "<|START_RESPONSE|>Hello<|END_RESPONSE|>", "", "Hello");

    [Theory]
    [InlineData("<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hello", "Hm.", "Hello")]
    [InlineData("<|channel|>final<|message|>Hello", "", "Hello")]
    [InlineData("<|channel|>analysis<|message|>Hm.<|end|><|start|>assis", "Hm.<|end|><|start|>assis", "")]
    public void Read_ChannelsOfHarmony_AreReasoningAndText(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.Harmony, ReasoningStart.Possible, answer, reasoning, text);

    [Theory]
    [InlineData("Hm.<|close|>think<|sep|><|open|>response<|sep|>Hello<|close|>response<|sep|><|close|>message<|sep|>", "Hm.", "Hello")]
    [InlineData("Hm.<|close|>think<|sep|><|open|>response<|sep|>Hello<|close|>response<|sep|><|open|>tools<|close|>message<|sep|>.", "Hm.", "Hello<|open|>tools<|close|>message<|sep|>.")]
    [InlineData("Hm.<|close|>think<|sep|><|open|>response<|sep|>Hello<|close|>response<|sep|><|close|>mess", "Hm.", "Hello<|close|>mess")]
    public void Read_AMarkAtTheVeryEnd_IsLostWhereNothingIsBehindIt(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.Kimi3, ReasoningStart.Open, answer, reasoning, text);

    [Theory]
    [InlineData("</mm:think>Hello", "", "Hello")]
    [InlineData("<mm:think>Hm.</mm:think>Hello </mm:think>", "Hm.", "Hello </mm:think>")]
    [InlineData("</mm:thin", "", "</mm:thin")]
    [InlineData("</mm:thing>", "", "</mm:thing>")]
    public void Read_AMarkThatSaysThatThereIsNoReasoning_IsLost(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.MiniMax3, ReasoningStart.Possible, answer, reasoning, text);

    [Theory]
    [InlineData(" to=self<|message|> Hm.\n<|eom|><|start|>assistant to=user<|message|> Hello", "Hm.", " Hello")]
    [InlineData(" to=user<|message|>Hello", "", "Hello")]
    [InlineData(" to=the moon", "", " to=the moon")]
    public void Read_MessagesOfGlimmer_AreReasoningAndText(string answer, string reasoning, string text) =>
        AssertReads(ReasoningForms.Glimmer, ReasoningStart.Possible, answer, reasoning, text);

    [Theory]
    [InlineData("all\nHello >>>all\n", "Hello >>>all\n")]
    [InlineData("allow me", "allow me")]
    public void Read_AnAnswerOfFunctionary_LosesWhomItIsFor(string answer, string text) =>
        AssertReads(ReasoningForms.Functionary, ReasoningStart.Closed, answer, "", text);

    [Fact]
    public void Read_TheMarkIsWhole_IsInsideNoMore()
    {
        var reader = new ReasoningReader(ReasoningForms.Think, ReasoningStart.Possible);

        Assert.Equal(("", true), (reader.Read("<think>").Reasoning, reader.IsInside));
        Assert.Equal(("Hm.", true), (reader.Read("\nHm.\n</think").Reasoning, reader.IsInside));
        Assert.False(reader.HasReasoned && !reader.IsInside);
        Assert.Equal("", reader.Read(">").Reasoning);
        Assert.True(reader.HasReasoned && !reader.IsInside);
    }

    private static void AssertReads(ReasoningForm form, ReasoningStart start, string answer, string reasoning, string text)
    {
        for (var first = 0; first <= answer.Length; first++)
        {
            for (var second = first; second <= answer.Length; second++)
            {
                var reader = new ReasoningReader(form, start);
                SplitText[] pieces = [reader.Read(answer[..first]), reader.Read(answer[first..second]), reader.Read(answer[second..]), reader.Flush()];

                Assert.Equal((reasoning, text), (string.Concat(pieces.Select(piece => piece.Reasoning)), string.Concat(pieces.Select(piece => piece.Text))));
                Assert.Equal(answer.Length - text.Length, pieces.Sum(piece => piece.Passed));
            }
        }
    }
}
