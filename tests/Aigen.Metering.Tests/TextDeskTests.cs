using System.Net;
using Aigen.Inference;
using Aigen.Metering.Tests.Support;

namespace Aigen.Metering.Tests;

/// <summary>A plain text goes through the same desk as a chat.</summary>
public sealed class TextDeskTests : IAsyncLifetime
{
    private static readonly DeskRequest Text = new() { Text = new TextPrompt("one two three"), From = IPAddress.Loopback };

    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task OpenAsync_ATextThatTheWalletSigned_IsBilledToIt()
    {
        var receipt = await _test.CompleteAsync(Signed());

        Assert.Equal((TestDesk.Wallet.Address, 3U, 10U), (receipt.Payer, receipt.PromptTokens, receipt.CompletionTokens));
        Assert.Equal(RequestHash.OfText(null, Text.Text!), receipt.Request);
        Assert.Equal(1UL, _test.Figures.Usage.Requests);
    }

    [Fact]
    public async Task OpenAsync_ATextWithTheSignatureOfAChat_IsRefused() =>
        Assert.IsType<NotAuthorized>(await _test.RefuseAsync(Text with { Proof = _test.Signed("one two three").Proof }));

    [Fact]
    public async Task OpenAsync_AChatWithTheSignatureOfAText_IsRefused() =>
        Assert.IsType<NotAuthorized>(await _test.RefuseAsync(TestDesk.Anonymous("one two three") with { Proof = Signed().Proof }));

    [Fact]
    public async Task OpenAsync_ASuffixThatTheModelCannotUse_CostsNothing()
    {
        var refusal = await _test.RefuseAsync(Signed() with { Text = new TextPrompt("a", "b"), Payment = _test.Payment(1) });

        Assert.Equal(new BadOption("Suffix", "a text", "absent"), refusal);
        Assert.Equal(0UL, _test.Figures.Credit.MicroAigen);
    }

    [Fact]
    public async Task CountAsync_ATextOrMessages_IsWhatTheReceiptWouldSay()
    {
        foreach (var request in (DeskRequest[])[Text, TestDesk.Anonymous("four words of chat")])
        {
            var (count, refusal) = await _test.Desk.CountAsync(request, CancellationToken.None);

            Assert.Null(refusal);
            Assert.Equal((ScriptedModel.Id, 4096), (count!.ModelId, count.ContextLength));
            Assert.Equal((uint)count.Tokens.Count, (await _test.CompleteAsync(request)).PromptTokens);
        }
    }

    [Fact]
    public async Task CountAsync_AnyTimes_UsesNoQuota()
    {
        for (var i = 0; i < 20; i++) await _test.Desk.CountAsync(Text, CancellationToken.None);

        Assert.Equal(0UL, _test.Desk.FiguresOf(_test.Desk.Anonymous.WalletOf(IPAddress.Loopback)).Usage.Requests);
    }

    [Fact]
    public async Task CountAsync_ForAModelThatThereIsNot_IsRefused() =>
        Assert.IsType<ModelNotFound>((await _test.Desk.CountAsync(Text with { ModelId = "other" }, CancellationToken.None)).Refusal);

    private DeskRequest Signed() => Text with { Proof = _test.ProofOf(RequestHash.OfText(null, Text.Text!)) };
}
