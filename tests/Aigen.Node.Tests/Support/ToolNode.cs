using System.Text;
using Aigen.Node.Hosting;

namespace Aigen.Node.Tests.Support;

/// <summary>
/// A node whose model has a chat template with tools: the embedded model, with another template written over its own. It was never taught
/// tools, but where a call is required the grammar makes it call.
/// </summary>
public sealed class ToolNode : IAsyncLifetime
{
    private const string Template = "{% if tools %}# Tools <tool_call> <function-name>{% endif %}<|im_start|>";

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-tools-").FullName;

    internal DevNode Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var path = Path.Combine(_folder, "aigen-tools.gguf");
        var file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf"));
        WriteTemplate(file);
        await File.WriteAllBytesAsync(path, file);
        Node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, Models = [ModelChoice.Parse(path), ModelChoice.Parse("aigen-tiny")] });
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void WriteTemplate(byte[] file)
    {
        var key = "tokenizer.chat_template"u8;
        // Behind the key comes the type, then the length of the text.
        var length = file.AsSpan().IndexOf(key) + key.Length + sizeof(uint);
        var room = file.AsSpan(length + sizeof(ulong), (int)BitConverter.ToUInt64(file, length));
        room.Fill((byte)' ');
        Encoding.UTF8.GetBytes(Template, room);
    }
}
