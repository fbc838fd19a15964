using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>What a command reads from a file, or from standard input where the file is called <c>-</c>.</summary>
internal static class InputText
{
    public static async Task<string> ReadAsync(ClientRun run, string path) => path == "-"
        ? await run.World.Input.ReadToEndAsync(run.Cancelled)
        : Encoding.UTF8.GetString(await ReadFileAsync(run, path));

    public static async Task<byte[]> ReadFileAsync(ClientRun run, string path)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, run.Cancelled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(e.Message);
        }
    }

    public static async Task<JsonObject> ReadObjectAsync(ClientRun run, string path) =>
        Parse(await ReadAsync(run, path), path) as JsonObject ?? throw new ClientException($"{Name(path)} is not a JSON object");

    public static JsonNode? Parse(string text, string source)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new ClientException($"{Name(source)} is not JSON: {e.Message}");
        }
    }

    private static string Name(string path) => path == "-" ? "standard input" : path;
}
