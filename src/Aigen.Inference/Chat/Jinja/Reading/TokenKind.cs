namespace Aigen.Inference.Jinja;

internal enum TokenKind
{
    /// <summary>Text between the tags.</summary>
    Data,
    BlockBegin,
    BlockEnd,
    PrintBegin,
    PrintEnd,
    Name,
    Text,
    Integer,
    Float,
    Operator,
    End,
}
