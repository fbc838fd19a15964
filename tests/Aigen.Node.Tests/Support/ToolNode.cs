using System.Text;
using Aigen.Node.Hosting;

namespace Aigen.Node.Tests.Support;

/// <summary>
/// A node whose models have chat templates with tools, and the second one with reasoning: the embedded model, with another template written over its
/// own. It was taught neither, but where a call is required the grammar makes it call.
/// </summary>
public sealed class ToolNode : IAsyncLifetime
{
    // What tensors are aligned to.
    private const int Alignment = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-tools-").FullName;

    internal DevNode Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (tools, reasons) = (await WriteAsync("aigen-tools", "hermes"), await WriteAsync("aigen-reasons", "qwen3"));
        Node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, Models = [tools, reasons, ModelChoice.Parse("aigen-tiny")] });
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ModelChoice> WriteAsync(string model, string template)
    {
        var path = Path.Combine(_folder, $"{model}.gguf");
        var file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf"));
        await File.WriteAllBytesAsync(path, WithTemplate(file, await File.ReadAllTextAsync(Vectors.Find($"tests/vectors/chat-templates/{template}.jinja")!)));
        return ModelChoice.Parse(path);
    }

    private static byte[] WithTemplate(byte[] file, string template)
    {
        var key = "tokenizer.chat_template"u8;
        // Behind the key comes the type, then the length of the text.
        var length = file.AsSpan().IndexOf(key) + key.Length + sizeof(uint);
        var start = length + sizeof(ulong);
        var end = start + (int)BitConverter.ToUInt64(file, length);

        // The tensors stay aligned where the header grows by whole units: a comment makes up the difference.
        var open = Encoding.UTF8.GetBytes(template + "{#");
        var missing = (end - start - open.Length - 2) % Alignment;
        byte[] text = [.. open, .. Enumerable.Repeat((byte)' ', missing < 0 ? missing + Alignment : missing), .. "#}"u8];
        return [.. file[..length], .. BitConverter.GetBytes((ulong)text.Length), .. text, .. file[end..]];
    }
}
