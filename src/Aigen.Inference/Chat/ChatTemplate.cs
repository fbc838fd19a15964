using System.Globalization;
using System.Text;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>
/// A model's chat template, applied by libllama, which knows the common templates by their features and runs no Jinja.
/// Messages' texts never pass through it: it renders placeholders, so that the place of every text in the result is known.
/// </summary>
internal sealed class ChatTemplate(string template)
{
    // Control characters that no template writes. The vertical tabs around a placeholder are white space to libllama: where
    // they are gone, this template trims its messages.
    private const char Open = '\u0001';
    private const char Close = '\u0002';
    private const char Flank = '\v';

    private static readonly char[] WhiteSpaceOfC = [' ', '\t', '\n', '\v', '\f', '\r'];

    private readonly byte[] _template = Utf8.ZeroTerminated(template);

    /// <summary>What it tells the model where the first message is no system message; null for nothing.</summary>
    public string? SystemPrompt { get; } = DefaultSystemPrompt.Find(template);

    /// <summary>The rendered chat, ending where the assistant's answer begins; null when libllama does not know the template.</summary>
    public RenderedChat? Render(IReadOnlyList<ChatMessage> messages)
    {
        if (SystemPrompt is not null && messages[0].Role != ChatRoles.System)
            messages = [new ChatMessage(ChatRoles.System, SystemPrompt), .. messages];

        return Apply(messages) is { } scaffold ? Fill(scaffold, messages) : null;
    }

    private static RenderedChat Fill(string scaffold, IReadOnlyList<ChatMessage> messages)
    {
        var text = new StringBuilder(scaffold.Length);
        var contents = new List<(int, int)>(messages.Count);
        var at = 0;
        for (var open = scaffold.IndexOf(Open); open >= 0; open = scaffold.IndexOf(Open, at))
        {
            var close = scaffold.IndexOf(Close, open);
            var content = messages[int.Parse(scaffold.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture)].Content;
            var keepsLeft = open > at && scaffold[open - 1] == Flank;
            var keepsRight = close + 1 < scaffold.Length && scaffold[close + 1] == Flank;
            if (!keepsLeft) content = content.TrimStart(WhiteSpaceOfC);
            if (!keepsRight) content = content.TrimEnd(WhiteSpaceOfC);

            text.Append(scaffold, at, (keepsLeft ? open - 1 : open) - at);
            contents.Add((text.Length, text.Length + content.Length));
            text.Append(content);
            at = keepsRight ? close + 2 : close + 1;
        }

        return new RenderedChat(text.Append(scaffold, at, scaffold.Length - at).ToString(), contents);
    }

    private unsafe string? Apply(IReadOnlyList<ChatMessage> messages)
    {
        var strings = new NativeStrings();
        try
        {
            var chat = new LlamaChatMessage[messages.Count];
            for (var i = 0; i < chat.Length; i++)
            {
                chat[i].Role = strings.Add(messages[i].Role);
                chat[i].Content = strings.Add($"{Flank}{Open}{i}{Close}{Flank}");
            }

            var buffer = new byte[256 + (messages.Count * 128)];
            var length = Apply(chat, buffer);
            if (length > buffer.Length) length = Apply(chat, buffer = new byte[length]);
            return length < 0 ? null : Encoding.UTF8.GetString(buffer, 0, length);
        }
        finally
        {
            strings.Free();
        }
    }

    private unsafe int Apply(LlamaChatMessage[] chat, byte[] buffer)
    {
        fixed (byte* template = _template)
        fixed (LlamaChatMessage* messages = chat)
        fixed (byte* bytes = buffer)
            return LlamaVocab.ChatApplyTemplate(template, messages, (nuint)chat.Length, 1, bytes, buffer.Length);
    }
}
