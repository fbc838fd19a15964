using System.Text.Json.Nodes;
using Aigen.Inference;

namespace Aigen.Node.Client.Chat;

/// <summary>Questions and answers in turn; each question is sent with all that was said before.</summary>
internal sealed class Conversation(ClientRun run, ChatSettings settings, ChatWallet? wallet, ulong? payment, string? system)
{
    private readonly List<ChatMessage> _messages = Opening(system);

    // It goes out once, whatever becomes of its request: sent anew it could pay twice.
    private ulong? _payment = payment;

    /// <summary>Forgets what was said, except how the model was told to behave.</summary>
    public void Reset()
    {
        _messages.Clear();
        _messages.AddRange(Opening(system));
    }

    /// <summary>Writes the answer to the output; a question that was refused is not part of the conversation.</summary>
    public async Task<ChatAnswer> AskAsync(string question)
    {
        _messages.Add(new ChatMessage("user", question));
        var answer = new ChatAnswer("", null);
        try
        {
            answer = await new ChatStream(run).AskAsync(await SignedRequestAsync());
            return answer;
        }
        finally
        {
            if (answer.Text.Length > 0)
            {
                _messages.Add(new ChatMessage("assistant", answer.Text));
            }
            else
            {
                _messages.RemoveAt(_messages.Count - 1);
            }
        }
    }

    private async Task<JsonObject> SignedRequestAsync()
    {
        var request = settings.Request(_messages);
        if (_payment is { } amount)
        {
            _payment = null;
            request["transaction"] = await wallet!.PayAsync(amount, settings);
        }
        else if (wallet is not null)
        {
            request["wallet"] = wallet.Prove(settings.ModelId, _messages);
        }

        return request;
    }

    private static List<ChatMessage> Opening(string? system) => system is null ? [] : [new ChatMessage("system", system)];
}
