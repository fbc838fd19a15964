using System.Net;
using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Support;

/// <summary>Jobs whose input is one message, and whose answer is its text.</summary>
internal sealed class WordForm : IBatchForm
{
    /// <summary>The answers in the order in which they came.</summary>
    public List<ReceiptId> Written { get; } = [];

    public DeskRequest Read(string model, BatchInput input) =>
        new() { ModelId = model, Messages = [new ChatMessage("user", input.Text)], From = IPAddress.None };

    public byte[] Write(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now)
    {
        Written.Add(session.Id);
        return Encoding.UTF8.GetBytes($"{session.Receipt!.Id}: {answers[0].Text}");
    }
}
