using System.Text;

namespace Aigen.Inference.Tests.Support;

/// <summary>The embedded model with another chat template in its file: it was never taught tools, but a grammar makes it call them.</summary>
internal static class ToolModels
{
    /// <summary>What a Qwen template has that its kind is known by.</summary>
    public const string Qwen = "{% if tools %}# Tools <tool_call> <function-name>{% endif %}<|im_start|>";

    /// <summary>The same of Llama 3's.</summary>
    public const string Llama = "{% if tools %}\"parameters\": ipython{% endif %}<|start_header_id|><|end_header_id|><|eot_id|>";

    public static LlamaModel Load(string template)
    {
        var path = Path.Combine(Path.GetTempPath(), $"aigen-tools-{Guid.NewGuid():N}.gguf");
        File.WriteAllBytes(path, WithTemplate(template));
        try
        {
            return LlamaModel.Load(TestModels.TinyOptions with { Path = path, Parallel = 4 }, Task.FromResult(new string('0', 64)));
        }
        finally
        {
            // It is mapped into memory, where it stays until the model is disposed.
            File.Delete(path);
        }
    }

    /// <summary>The embedded file with a template written over its own, filled up with spaces.</summary>
    private static byte[] WithTemplate(string template)
    {
        var file = File.ReadAllBytes(TestModels.TinyPath);
        var key = "tokenizer.chat_template"u8;
        // Behind the key comes the type, then the length of the text.
        var length = file.AsSpan().IndexOf(key) + key.Length + sizeof(uint);
        var room = file.AsSpan(length + sizeof(ulong), (int)BitConverter.ToUInt64(file, length));
        room.Fill((byte)' ');
        Encoding.UTF8.GetBytes(template, room);
        return file;
    }
}
