namespace Aigen.Node.Hosting;

internal static class NodeVersion
{
    public static string Text { get; } = typeof(NodeVersion).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
