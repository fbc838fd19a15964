namespace Aigen.Inference;

/// <summary>The chat templates of a model file: the one, and with some models another for chats with tools.</summary>
internal sealed class ChatTemplates
{
    private readonly ChatTemplate _plain;

    private ChatTemplates(ChatTemplate plain, ChatTemplate forTools) => (_plain, ForTools) = (plain, forTools);

    /// <summary>The one for chats with tools.</summary>
    public ChatTemplate ForTools { get; }

    /// <summary>Why one of them is none that can be read; null where all are well.</summary>
    public string? Problem => _plain.Problem ?? ForTools.Problem;

    /// <summary>Null where the file has none.</summary>
    public static ChatTemplates? Of(GgufHeader header, TemplateTokens tokens, TimeProvider time)
    {
        if (header.ChatTemplate is not { } source) return null;
        var plain = new ChatTemplate(source, tokens, time);
        return new ChatTemplates(plain, header.ToolTemplate is { } other ? new ChatTemplate(other, tokens, time) : plain);
    }

    /// <summary>Whether a text stands in one of them, or in what it writes where the model has reasoned.</summary>
    public bool Have(string mark) => _plain.Has(mark) || ForTools.Has(mark);

    /// <summary>The one for a chat.</summary>
    public ChatTemplate For(IReadOnlyList<ChatMessage> messages, ToolUse? tools) =>
        tools is not null || messages.Any(message => message.ToolCalls.Count > 0) ? ForTools : _plain;
}
