using System.Text;

namespace Aigen.Inference.Tests.Support;

/// <summary>The embedded model with another chat template in its file: it was never taught tools, but a grammar makes it call them.</summary>
internal static class ToolModels
{
    // What tensors are aligned to.
    private const int Alignment = 32;

    /// <summary>A template in the manner of Hermes and Qwen 2.5.</summary>
    public static string Hermes { get; } = Template("hermes");

    /// <summary>One in the manner of Qwen 3, which reasons: with <c>enable_thinking</c> its prompts have begun it, without they are through with it.</summary>
    public static string Qwen3 { get; } = Template("qwen3");

    /// <summary>One in the manner of Llama 3.</summary>
    public static string Llama { get; } = Template("llama3");

    public static string Template(string name) => File.ReadAllText(Checkout.Get($"tests/vectors/chat-templates/{name}.jinja"));

    /// <summary>One in the manner of Mistral Nemo.</summary>
    public static string Mistral { get; } = Template("mistral");

    /// <summary>One in the manner of Qwen 3 Coder.</summary>
    public static string Xml { get; } = Template("xml");

    /// <summary>One in the manner of Gemma 4.</summary>
    public static string Gemma4 { get; } = Template("gemma4");

    /// <summary>One in the manner of LFM 2.5.</summary>
    public static string Liquid { get; } = Template("liquid");

    /// <summary>One in the manner of GigaChat 3, in which a call is a message of its own.</summary>
    public static string GigaChat3 { get; } = Template("gigachat3");

    /// <summary>One in the manner of Functionary 3.2, whose answers begin with whom they are for.</summary>
    public static string Functionary32 { get; } = Template("functionary32");

    /// <summary>One in the manner of Muse Glimmer, which says whom each message is for, its reasoning too.</summary>
    public static string Glimmer { get; } = Template("glimmer");

    /// <summary>A model with a template, and with another text for the control token that begins its turns.</summary>
    public static LlamaModel LoadWithControl(string template, string control) => Load(Renamed(template, "<|im_start|>", control));

    /// <summary>One with another text for one of its rarest words.</summary>
    public static LlamaModel LoadWithWord(string template, string word) => Load(Renamed(template, "▁xenon", word));

    public static LlamaModel Load(string template, TimeProvider? time = null) => Load(WithTemplate(template), time);

    private static LlamaModel Load(byte[] file, TimeProvider? time = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"aigen-tools-{Guid.NewGuid():N}.gguf");
        File.WriteAllBytes(path, file);
        try
        {
            return LlamaModel.Load(TestModels.TinyOptions with { Path = path, Parallel = 4 }, Task.FromResult(new string('0', 64)), time);
        }
        finally
        {
            // It is mapped into memory, where it stays until the model is disposed.
            File.Delete(path);
        }
    }

    // The first text of this kind is the vocabulary's. Its length stands in front of it.
    private static byte[] Renamed(string template, string from, string to)
    {
        var (old, now) = (Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));
        var file = WithTemplate(template, now.Length - old.Length);
        var at = file.AsSpan().IndexOf(old);
        return [.. file[..(at - sizeof(ulong))], .. BitConverter.GetBytes((ulong)now.Length), .. now, .. file[(at + old.Length)..]];
    }

    /// <summary>The embedded file with a template in place of its own.</summary>
    /// <param name="template">The template.</param>
    /// <param name="growth">By how much the rest of the header is to grow.</param>
    private static byte[] WithTemplate(string template, int growth = 0)
    {
        var file = File.ReadAllBytes(TestModels.TinyPath);
        var key = "tokenizer.chat_template"u8;
        // Behind the key comes the type, then the length of the text.
        var length = file.AsSpan().IndexOf(key) + key.Length + sizeof(uint);
        var start = length + sizeof(ulong);
        var end = start + (int)BitConverter.ToUInt64(file, length);

        // The tensors stay aligned where the header grows by whole units: a comment makes up the difference.
        var open = Encoding.UTF8.GetBytes(template + "{#");
        var missing = (end - start - open.Length - 2 - growth) % Alignment;
        byte[] text = [.. open, .. Enumerable.Repeat((byte)' ', missing < 0 ? missing + Alignment : missing), .. "#}"u8];
        return [.. file[..length], .. BitConverter.GetBytes((ulong)text.Length), .. text, .. file[end..]];
    }
}
